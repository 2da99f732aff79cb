import "../_ask_worker_options.ts";
import { assertEquals, assertMatch } from "@std/assert";
import {
  createSandbox,
  type Isolation,
  type Language,
  type RunResult,
  type Sandbox,
} from "../../mod.ts";

const ISOLATIONS: readonly Isolation[] = ["process", "thread"];

/** What a program prints, and how it ends. */
interface Ending {
  readonly code: string;
  readonly stdout?: string;
  /** The error's traceback. */
  readonly fails?: RegExp;
}

/** Programs that fail because nothing handles a rejection, and others that only seem to. */
const REJECTIONS: Readonly<Record<string, Ending>> = {
  "an async function": {
    code: "async function main() { throw new Error('boom'); }\nmain();\n1",
    fails: /^Error: boom\n {4}at main/,
  },
  "a promise": {
    code: "Promise.reject(new RangeError('no')); 1",
    fails: /^RangeError: no/,
  },
  "a promise that then() makes": {
    code: "Promise.resolve().then(() => { throw new TypeError('t'); }); 1",
    fails: /^TypeError: t/,
  },
  "an executor": {
    code: "new Promise(() => { throw new TypeError('e'); }); 1",
    fails: /^TypeError: e/,
  },
  "a reason that is no error": {
    code: "Promise.reject({ code: 7 }); 1",
    fails: /^Uncaught \{ code: 7 \}$/,
  },
  "a timer": {
    code:
      "setTimeout(async () => { console.log('a'); throw new Error('late'); }, 1);\nsetTimeout(() => console.log('never'), 2000); 1",
    stdout: "a\n",
    fails: /^Error: late/,
  },
  "a handler that comes a timer too late": {
    code:
      "const p = Promise.reject(new Error('x'));\nsetTimeout(() => p.catch(() => console.log('caught')), 1); 1",
    fails: /^Error: x/,
  },
  "a handler that comes in time": {
    code:
      "const p1 = Promise.reject(new Error('x'));\n(async () => { await 1; await 2; try { await p1; } catch { console.log('caught'); } })(); 1",
    stdout: "caught\n",
  },
  "Promise.race() and allSettled()": {
    code:
      "const bad = () => Promise.reject(1);\nPromise.race([bad(), bad()]).catch(() => console.log('race'));\nPromise.allSettled([bad(), bad()]).then(({ length }) => console.log(length)); 1",
    stdout: "race\n2\n",
  },
  "a script that throws while timers wait": {
    code:
      "setTimeout(() => console.log('never'), 2000);\nthrow new Error('now')",
    fails: /^Error: now/,
  },
  "a guest that has replaced Map and Promise": {
    code:
      "Map.prototype.set = Map.prototype.delete = () => { throw 1; };\nPromise.prototype.then = undefined;\nglobalThis.Map = globalThis.Promise = undefined;\n(async () => { throw new Error('still'); })(); 1",
    fails: /^Error: still/,
  },
};

for (const isolation of ISOLATIONS) {
  Deno.test(`an unhandled rejection ends a run in a ${isolation}`, async (t) => {
    for (const [name, ending] of Object.entries(REJECTIONS)) {
      await t.step(name, async () => {
        await using sandbox = await open("javascript", isolation);
        check(await sandbox.run(ending.code), ending);
      });
    }
  });
}

Deno.test("a rejection of one run does not end the next", async () => {
  await using sandbox = await open("javascript", "process");
  const first = await sandbox.run(
    "setInterval(() => console.log('tick'), 1);\nPromise.reject(new Error('one')); 1",
  );
  assertEquals(first.status, "error");
  const second = await sandbox.run(
    "await new Promise((r) => setTimeout(r, 5))",
  );
  check(second, { code: "", stdout: "" });
});

Deno.test("process.exit() ends the run in the middle of anything", async (t) => {
  const places = {
    "a callback": "[1].map(() => process.exit(3));",
    "an async function":
      "(async () => { try { await 1; process.exit(3); } finally { console.log('no'); } })();",
    "an executor": "new Promise(() => process.exit(3)); console.log('no');",
    "a getter of the value": "({ get a() { process.exit(3); } })",
    "a generator":
      "function* g() { try { yield 1; } finally { console.log('no'); } }\nfor (const _ of g()) process.exit(3);",
    "a timer":
      "setInterval(() => {}, 1);\nsetTimeout(() => process.exit(3), 2);",
    "a class that guests changed":
      "Object.prototype.toJSON = () => 'x';\nString.prototype.toString = null;\nprocess.exit('3');",
  };
  for (const [name, code] of Object.entries(places)) {
    await t.step(name, async () => {
      await using sandbox = await open("javascript", "process");
      const result = await sandbox.run(code);
      assertEquals(result.stdout, "");
      if (result.status !== "error") throw new Error(result.status);
      assertEquals(result.error, {
        name: "ProcessExit",
        message: "3",
        traceback: "ProcessExit: 3",
        exitCode: 3,
      });
      const next = await sandbox.run("process.exitCode");
      assertEquals(next.status === "ok" && next.value, undefined);
    });
  }
});

function open(language: Language, isolation: Isolation): Promise<Sandbox> {
  return createSandbox({ language, isolation });
}

function check(result: RunResult, { stdout = "", fails }: Ending): void {
  assertEquals(result.stdout, stdout);
  if (result.status === "error" && fails !== undefined) {
    assertMatch(withoutExcerpt(result.error.traceback), fails);
  } else assertEquals(result.status, fails === undefined ? "ok" : "error");
}

/** A traceback without the line of code before it. */
function withoutExcerpt(traceback: string): string {
  return traceback.replace(/^[^]*?\^\n\n/, "");
}
