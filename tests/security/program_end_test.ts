import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import { createSandbox, type Isolation, run } from "../../mod.ts";
import { controls, slow } from "../level.ts";
import { ISOLATIONS } from "./_guest.ts";
import { children, until, untilQuiet } from "./_quiet.ts";
import { Weakened } from "./_without.ts";

/** Programs that use their end, which begins when their sandbox is closed or their only run is over. */
const ENDLESS: Readonly<Record<string, string>> = {
  "an exit function that never ends": `import atexit
@atexit.register
def last():
    while True:
        try:
            while True: pass
        except BaseException: pass`,
  "exit functions that register themselves again": `import atexit
def last(): atexit.register(last)
last()`,
  "an exit function that waits": `import atexit, time
@atexit.register
def last():
    while True:
        try: time.sleep(100)
        except BaseException: pass`,
  "a finalizer that never ends": `class Last:
    def __del__(self):
        while True:
            try:
                while True: pass
            except BaseException: pass
last = Last()`,
  "finalizers that make further objects": `class Last:
    def __del__(self): Last()
last = Last()`,
  "a generator that never finishes": `def endless():
    try: yield
    finally:
        while True:
            try:
                while True: pass
            except BaseException: pass
last = endless()
next(last)`,
  "output without an end": `import atexit
@atexit.register
def last():
    while True: print("x" * 10_000)`,
  "memory without an end": `import atexit
@atexit.register
def last():
    held = []
    while True: held.append(bytearray(1_000_000))`,
};

/** What may happen to an exit function, which must not disturb who closes the sandbox. */
const ENDING: Readonly<Record<string, string>> = {
  "an error": "raise RuntimeError('last')",
  "an exit": "raise SystemExit(7)",
  "the interpreter's end": "import os; os._exit(7)",
  "an interrupt": "raise KeyboardInterrupt",
};

/** Lets a program end with its sandbox, and as the only run of one. */
async function end(name: string, isolation: Isolation): Promise<void> {
  const code = ENDLESS[name] ?? "";
  const sandbox = await createSandbox({ language: "python", isolation });
  const result = await sandbox.run(code);
  assertEquals(result.status, "ok", Deno.inspect([name, result]));
  await sandbox.close();
  assert(sandbox.closed, name);
  const once = await run(code, {
    language: "python",
    isolation,
    limits: { timeoutMs: 1_000 },
  });
  const ends = ["ok", "timeout", "memory", "crashed"];
  assert(ends.includes(once.status), Deno.inspect([name, once]));
}

for (const isolation of ISOLATIONS) {
  slow.test(`a program's end takes its host no more than a second (${isolation})`, async () => {
    const before = children();
    await Promise.all(
      Object.keys(ENDLESS).map((name) => end(name, isolation)),
    );
    await until(
      "the processes are gone",
      () => children().every((pid) => before.includes(pid)),
    );
    await untilQuiet();
  });

  Deno.test(`the end of a program throws nothing at its host (${isolation})`, async () => {
    for (const [name, body] of Object.entries(ENDING)) {
      const sandbox = await createSandbox({ language: "python", isolation });
      const code =
        `import atexit\ndef last():\n    ${body}\natexit.register(last)\nNone`;
      assertEquals((await sandbox.run(code)).status, "ok", name);
      await sandbox.close();
      assert(sandbox.closed, name);
    }
    await untilQuiet();
  });
}

controls.test("control: without the second, closing waits for a program's end", async () => {
  await using weakened = await Weakened.make([{
    file: "sandbox/run_record.ts",
    wall: "const END_MS = 1000;",
    instead: "const END_MS = 6_000;",
  }]);
  const isolation: Isolation = "process";
  const sandbox = await weakened.library.createSandbox({
    language: "python",
    isolation,
  });
  await sandbox.run(ENDLESS["an exit function that never ends"] ?? "");
  const closing = sandbox.close().then(() => "closed");
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve("not closed"), 3_000);
  });
  assertEquals(await Promise.race([closing, late]), "not closed");
  clearTimeout(timer);
  await closing;
});
