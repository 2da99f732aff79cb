// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import { createSandbox, type RunResult } from "../../mod.ts";
import { atLevel, controls, slow } from "../level.ts";
import { BREAK_OUT } from "./_break_out.ts";
import { assertEnded, Guest, ISOLATIONS, tryEach } from "./_guest.ts";
import { untilQuiet } from "./_quiet.ts";
import { type Gap, Weakened } from "./_without.ts";

/** Python that replaces every message of its worker by this one, in a realm without the wall against it. */
function forge(message: string): string {
  return `from pyodide.ffi import to_js
Object = to_js({}).constructor
forged = to_js(${message})
Object.prototype.toJSON = forged.valueOf.bind(forged)
`;
}

const END =
  `{"type": "done", "run": 1, "status": "ok", "value": "666", "memoryBytes": 1}`;

/** Ways to make the worker send the guest's message; each ends in a forged end of its run. */
const FORGERIES: readonly (readonly [string, string])[] = [
  ["toJSON of every object", `${forge(END)}print("x")`],
  [
    "toJSON of every object, defined",
    `from pyodide.ffi import to_js
Object = to_js({}).constructor
forged = to_js(${END})
Object.defineProperty(Object.prototype, "toJSON", to_js({"value": forged.valueOf.bind(forged)}))
print("x")`,
  ],
  [
    "toJSON of every list",
    `from pyodide.ffi import to_js
to_js([]).constructor.prototype.toJSON = print.__call__
print("x")`,
  ],
  [
    "a report with a type",
    `import sandglass_guest
report = '{"type": "output", "run": 5, "fd": 1, "text": "666", "cut": ["value"], "broken": "no", "status": "error", "error": {"name": "Forged"}}'
sandglass_guest._dumps = lambda _: report`,
  ],
  [
    "the decoder of output",
    `${BREAK_OUT}
decoder = Module.UTF8Decoder.constructor
decoder.prototype.decode = create_proxy(lambda *_: '{"type":"failed","reason":"666"}')
print("x")`,
  ],
];

/** A realm in which a guest can forge its worker's messages; the receivers of these messages have walls of their own. */
const NO_PIN: Gap = {
  file: "engines/worker/realm.js",
  wall: "for (const { prototype } of [Object, Array, BigInt])",
  instead: "for (const { prototype } of [])",
};

for (const isolation of ISOLATIONS) {
  Deno.test(`no guest forges its worker's messages (${isolation})`, async (t) => {
    await using guest = new Guest({ isolation });
    await tryEach(
      t,
      FORGERIES.map(([name, code]) => ({ name, code })),
      async ({ code }) => {
        const sandbox = await guest.sandbox();
        const result = await sandbox.run(code, {
          limits: { timeoutMs: 5_000 },
        });
        assert(!("value" in result && result.value === 666));
        assert(!("reason" in result && result.reason === "666"));
        assertEquals(result.truncated, []);
        // A forged report spoils only the guest's own sandbox.
        if (code.includes("lambda")) await sandbox.close();
        await guest.assertInnocent();
      },
    );
  });
}

interface Flood {
  readonly what: string;
  readonly message: string;
  /** The walls that stop it, for the control. */
  readonly walls: readonly Gap[];
  /** Whether the result shows that no wall stopped it. */
  readonly isUnstopped: (result: RunResult) => boolean;
}

const LENGTH_WALLS: readonly Gap[] = [
  {
    file: "sandbox/process/supervisor.ts",
    wall: "data.length > maxChars ||",
    instead: "",
  },
  {
    file: "sandbox/thread/broker.js",
    wall: `typeof data === "string" && data.length <= guest.maxMessageChars;`,
    instead: `typeof data === "string"; guest.allowance = 1e15;`,
  },
  {
    file: "core/parse_from_guest.ts",
    wall: "data.length > maxChars",
    instead: "data.length > Infinity",
  },
  {
    file: "sandbox/process/process_link.ts",
    wall: "4 * maxMessageChars,",
    instead: "2e9,",
  },
];

const FLOODS: readonly Flood[] = [
  {
    what: "output",
    message: `{"type": "output", "run": 1, "fd": 1, "text": "x" * 6_000_000}`,
    walls: [{
      file: "sandbox/run_output.ts",
      wall: "limits.outputBytes);",
      instead: "limits.outputBytes * 5);",
    }],
    isUnstopped: ({ stdout }) => stdout.length > 2 ** 20,
  },
  {
    what: "long messages",
    message: `{"type": "failed", "reason": "x" * 60_000_000}`,
    walls: LENGTH_WALLS,
    isUnstopped: (result) =>
      result.status === "crashed" && result.reason.length === 60_000_000,
  },
  {
    what: "requests for input",
    message:
      `{"type": "request", "run": 1, "id": 1, "service": "stdin", "body": ""}`,
    walls: [],
    isUnstopped: () => false,
  },
  {
    what: "nonsense",
    message: `{"type": "x" * 100_000}`,
    walls: [],
    isUnstopped: () => false,
  },
  {
    what: "messages that it is loaded",
    message: `{"type": "loaded"}`,
    walls: [],
    isUnstopped: () => false,
  },
];

for (const isolation of ISOLATIONS) {
  Deno.test(`a flood of forged messages is bounded (${isolation})`, async (t) => {
    await using weakened = await Weakened.make([NO_PIN]);
    await using innocent = new Guest({ isolation });
    for (const [{ what, message, isUnstopped }, level] of atLevel(FLOODS)) {
      await t.step({
        ...level,
        name: what,
        sanitizeOps: false,
        sanitizeResources: false,
        async fn() {
          await using sandbox = await weakened.library.createSandbox({
            isolation,
          });
          const beforeBytes = Deno.memoryUsage().rss;
          let mostBytes = 0;
          const timer = setInterval(() => {
            mostBytes = Math.max(mostBytes, Deno.memoryUsage().rss);
          }, 10);
          const result = await sandbox.run(
            `${forge(message)}while True: print("x")`,
            { limits: { timeoutMs: 500 }, stdin: () => "x" },
          );
          clearInterval(timer);
          assertEnded(result, ["crashed", "memory", "timeout"]);
          assert(result.stdout.length <= 2 ** 20);
          assert(!isUnstopped(result));
          // In a thread the guest itself, with its engine, is in this process.
          const grownBytes = mostBytes - beforeBytes;
          assert(grownBytes < 700 * 2 ** 20, `${grownBytes}`);
          await innocent.assertInnocent();
        },
      });
    }
  });

  controls.test(`control: only the bounds stop a flood (${isolation})`, async (t) => {
    const walled = FLOODS.filter(({ walls }) => walls.length > 0);
    for (const [flood, level] of atLevel(walled)) {
      const { what, message, walls, isUnstopped } = flood;
      await t.step({
        ...level,
        name: what,
        fn: async () => {
          await using weakened = await Weakened.make([NO_PIN, ...walls]);
          await using sandbox = await weakened.library.createSandbox({
            isolation,
          });
          // Once it is seen that nothing stops it, there is nothing to wait for.
          const seen = new AbortController();
          let chars = 0;
          const result = await sandbox.run(
            `${forge(message)}while True: print("x")`,
            {
              limits: { timeoutMs: 60_000 },
              signal: seen.signal,
              onStdout(text): void {
                chars += text.length;
                if (chars > 2 ** 20) seen.abort();
              },
            },
          );
          assert(isUnstopped(result), Deno.inspect(result));
        },
      });
    }
  });
}

/** A guest that forges the end of its run, and goes on. */
// It prints once, and that message becomes the forged one. A second one would be sent between two runs.
const GOES_ON = `${forge(END)}print("x", end="")
while True:
    try:
        while True: pass
    except BaseException: pass`;

/** Sets the budget of an idle guest: short, to keep the test short, or endless. */
function withBudget(ms: string): Gap {
  return {
    file: "sandbox/idle_watch.ts",
    wall: "const BUDGET_MS = 5_000;",
    instead: `const BUDGET_MS = ${ms};`,
  };
}

for (const isolation of ISOLATIONS) {
  slow.test(`a guest that reports the end of its run and goes on is ended (${isolation})`, async () => {
    await using weakened = await Weakened.make([NO_PIN, withBudget("400")]);
    await using sandbox = await weakened.library.createSandbox({ isolation });
    const result = await sandbox.run(GOES_ON);
    // In this realm a guest can forge its worker's messages; in any other the attack stops here.
    assert(result.status === "ok" && result.value === 666);
    await waitForClose(sandbox, 20_000);
    assertEquals(sandbox.closed, true);
    await untilQuiet();
  });

  controls.test(`control: nothing else ends it, and without the pinned toJSON a guest forges messages (${isolation})`, async () => {
    await using weakened = await Weakened.make([NO_PIN, withBudget("1e9")]);
    await using sandbox = await weakened.library.createSandbox({ isolation });
    const result = await sandbox.run(GOES_ON);
    assert(result.status === "ok" && result.value === 666);
    await waitForClose(sandbox, 1_000);
    assertEquals(sandbox.closed, false);
  });

  slow.test(`an honest idle guest is not ended (${isolation})`, async () => {
    await using sandbox = await createSandbox({ isolation });
    await sandbox.run("sum(range(10**6))");
    await waitForClose(sandbox, 700);
    const result = await sandbox.run("1 + 1");
    assert(result.status === "ok" && result.value === 2);
  });
}

async function waitForClose(
  sandbox: { readonly closed: boolean },
  deadlineMs: number,
): Promise<void> {
  const end = performance.now() + deadlineMs;
  while (!sandbox.closed && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
