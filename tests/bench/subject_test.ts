import { assert, assertEquals, assertThrows } from "@std/assert";
import { commandsOf } from "../../bench/startup.ts";
import {
  checkResult,
  missingEngines,
  sortOut,
  SUBJECTS,
} from "../../bench/subject.ts";
import { run } from "../../mod.ts";

Deno.test("sortOut() skips guests whose engine is missing, with a row that says why", () => {
  const subjects = [
    { title: "a", engine: "pyodide" },
    { title: "b", engine: "cpython" },
  ] as const;
  const missing = new Map([["cpython", "not there"]] as const);
  assertEquals(sortOut(subjects, missing), {
    available: [subjects[0]],
    skipped: ["| b | not there |"],
  });
  assertEquals(sortOut(subjects, new Map()), {
    available: subjects,
    skipped: [],
  });
});

Deno.test("missingEngines() names no engine that is part of this program", async () => {
  const missing = await missingEngines();
  assertEquals([missing.has("pyodide"), missing.has("quickjs")], [
    false,
    false,
  ]);
  for (const why of missing.values()) {
    assert(why.includes("sandglass install cpython"), why);
  }
});

Deno.test("checkResult() throws if the guest returned another value", async () => {
  const subject = SUBJECTS.find(({ engine }) => engine === "quickjs");
  assert(subject !== undefined);
  const { language, code } = subject;
  const result = await run(code, { language });
  checkResult(result, subject);
  assertThrows(
    () => checkResult(result, { ...subject, expected: 3 }),
    Error,
    subject.title,
  );
});

Deno.test("commandsOf() names the engine and both isolations", () => {
  const [subject] = SUBJECTS;
  assert(subject !== undefined);
  const commands = commandsOf(subject, { program: "p", args: ["x"] });
  assertEquals(Object.keys(commands), [
    "Python, `process`",
    "Python, `thread`",
  ]);
  assertEquals(commands["Python, `thread`"], {
    program: "p",
    args: [
      "x",
      "run",
      "--language=python",
      "--engine=pyodide",
      "--isolation=thread",
      "-e",
      "1+1",
    ],
    expected: "2",
  });
});
