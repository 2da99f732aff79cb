import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  type GuestProgram,
  type ProgramRequest,
  readLanguage,
  readProgram,
} from "../../../commands/arguments/guest_program.ts";
import { UsageError } from "../../../commands/arguments/usage_error.ts";
import { fakeContext, type FakeOptions } from "../_fake_context.ts";

const NONE: ProgramRequest = {
  file: undefined,
  code: undefined,
  language: undefined,
  engine: undefined,
};

function read(
  request: Partial<ProgramRequest>,
  options: FakeOptions = {},
): Promise<GuestProgram> {
  return readProgram({ ...NONE, ...request }, fakeContext(options));
}

async function assertRefused(
  request: Partial<ProgramRequest>,
  options: FakeOptions,
  message: string,
): Promise<void> {
  await assertRejects(() => read(request, options), UsageError, message);
}

Deno.test("readProgram() detects the language by the file's name", async () => {
  const cases = {
    "a.py": "python",
    "dir.js/b.JS": "javascript",
    "c.mjs": "javascript",
    "d.cjs": "javascript",
    "e.ts": "typescript",
    "f.d.mts": "typescript",
  } as const;
  for (const [file, language] of Object.entries(cases)) {
    const program = await read({ file }, { files: { [file]: "1" } });
    assertEquals(program.language, language);
  }
});

Deno.test("readProgram() detects the language by the first line", async () => {
  const cases = {
    "#!/usr/bin/env python3.13\n": "python",
    "#!/usr/bin/node --flag\n": "javascript",
    "#!/usr/bin/env -S deno run -A\n": "typescript",
    "#!/usr/bin/env -S uv run --script\n": "python",
    "#!/usr/bin/pypy3\r\n": "python",
    "#!/usr/bin/env bun\n": "typescript",
  } as const;
  for (const [code, language] of Object.entries(cases)) {
    const program = await read({ file: "tool" }, { files: { tool: code } });
    assertEquals(program.language, language);
    const piped = await read({ file: "-" }, { stdin: code });
    assertEquals(piped.language, language);
    assertEquals((await read({ code })).language, language);
  }
});

Deno.test("readProgram() refuses a first line of another interpreter", async () => {
  for (const request of [{ file: "tool" }, { file: "-" }]) {
    const code = "#!/bin/bash\necho hi\n";
    await assertRefused(
      request,
      { files: { tool: code }, stdin: code },
      'its first line must name python, node, deno or similar: current value is "#!/bin/bash"',
    );
  }
});

Deno.test("readProgram() uses the given language", async () => {
  const program = await read(
    { file: "a.py", language: "javascript" },
    { files: { "a.py": "1" } },
  );
  assertEquals(program.language, "javascript");
});

Deno.test("readProgram() passes the file's name to the guest without its directory", async () => {
  const program = await read(
    { file: "/secret/place/a\nb.py" },
    { files: { "/secret/place/a\nb.py": "1" } },
  );
  assertEquals(program.filename, "a_b.py");
});

Deno.test("readProgram() takes an expression as Python, or as the engine's language", async () => {
  assertEquals((await read({ code: "1" })).language, "python");
  assertEquals(
    (await read({ code: "1", engine: "quickjs" })).language,
    "javascript",
  );
});

Deno.test("readProgram() reads standard input", async () => {
  assertEquals(
    await read({ file: "-", language: "python" }, { stdin: "\ufeffprint(1)" }),
    { code: "print(1)", language: "python", echo: "none" },
  );
});

Deno.test("readProgram() refuses a file that is missing, a directory or not permitted", async () => {
  await assertRefused(
    { file: "no.py" },
    {},
    "Cannot read no.py as there is no such file",
  );
  await assertRefused(
    { file: "dir" },
    { files: { dir: new Deno.errors.IsADirectory("") } },
    "Cannot read dir as it is a directory",
  );
  await assertRefused(
    { file: "a.py" },
    { files: { "a.py": new Deno.errors.NotCapable("") } },
    "--allow-read=a.py",
  );
});

Deno.test("readProgram() refuses code that is not text", async () => {
  await assertRefused(
    { file: "a.py" },
    { files: { "a.py": new Uint8Array([0x22, 0xff, 0x22]) } },
    "Cannot run a.py as code must be text in UTF-8: it is not UTF-8",
  );
});

Deno.test("readProgram() refuses code that is too long", async () => {
  const long = "#".repeat(2 ** 20 + 1);
  await assertRefused(
    { file: "a.py" },
    { files: { "a.py": long } },
    "Cannot run a.py as code may have at most 1MiB: it has more",
  );
  await assertRefused({ code: long }, {}, "the code of -e as code may have");
  const { code } = await read({ code: long.slice(1) });
  assertEquals(code.length, 2 ** 20);
});

Deno.test("readProgram() stops reading an endless file", async () => {
  const endless = {
    read: () => Promise.resolve(new Uint8Array(65_536).fill(32)),
    close: () => {},
  };
  const context = {
    ...fakeContext(),
    openFile: () => Promise.resolve(endless),
  };
  await assertRejects(
    () => readProgram({ ...NONE, file: "/dev/spaces.py" }, context),
    UsageError,
    "at most 1MiB",
  );
});

Deno.test("readProgram() requires a language that it cannot detect", async () => {
  await assertRefused(
    { file: "notes.txt" },
    { files: { "notes.txt": "1" } },
    "Cannot tell the language of notes.txt as its name ends in none of .py, .pyw, .js,",
  );
});

Deno.test("readProgram() recognizes the language of code without a name", async () => {
  for (
    const [code, language] of [
      ["1", "python"],
      ["console.log(1)", "javascript"],
      ["let a: number = 1", "typescript"],
    ]
  ) {
    const piped = await read({ file: "-" }, { stdin: code ?? "" });
    const given = await read({ code });
    assertEquals([piped.language, given.language], [language, language]);
  }
});

Deno.test("readLanguage() accepts short names and suggests", () => {
  assertEquals(readLanguage("TS", "--language"), "typescript");
  assertThrows(
    () => readLanguage("pyhton", "--language"),
    UsageError,
    'Cannot set --language as it must be one of python, javascript, typescript: current value is "pyhton" (did you mean python?)',
  );
  assertThrows(() => readLanguage("constructor", "LANGUAGE"), UsageError);
});
