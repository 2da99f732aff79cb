import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { children, HAS_PROC, isAlive, until } from "../security/_quiet.ts";
import { sandglass, startSandglass } from "./_cli.ts";

const EXPORT = "export function f() { return 1; }\n";

/** Writes a module with that source, and returns its path. */
async function withModule(
  source: string,
  test: (path: string) => Promise<void>,
): Promise<void> {
  const directory = await Deno.makeTempDir();
  try {
    const path = `${directory}/functions.mjs`;
    await Deno.writeTextFile(path, source);
    await test(path);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

/** The effects of a module during its import, with the exit status and the message after the module's name. */
const AT_IMPORT: readonly (readonly [string, string, number, string])[] = [
  [
    "waits forever",
    "await new Promise(() => {});",
    2,
    "as importing it failed: it took more than 15 s (does a top-level await never settle? Wait inside a function instead)",
  ],
  [
    "waits forever beside a timer",
    "setInterval(() => {}, 1_000); await new Promise(() => {});",
    2,
    "as importing it failed: it took more than 15 s (does a top-level await never settle? Wait inside a function instead)",
  ],
  [
    "ends the process by Deno.exit()",
    "Deno.exit(0);",
    3,
    "ended this process (Deno.exit or process.exit)",
  ],
  [
    "ends the process by process.exit()",
    `import process from "node:process"; process.exit(5);`,
    3,
    "ended this process (Deno.exit or process.exit)",
  ],
  [
    "ends the process after an await",
    "await Promise.resolve(); setTimeout(() => Deno.exit(0)); await new Promise(() => {});",
    3,
    "ended this process (Deno.exit or process.exit)",
  ],
  [
    "leaves a rejection unhandled",
    "Promise.reject(new Error('early'));",
    3,
    "left an error unhandled: early",
  ],
  [
    "throws in a timer",
    "setTimeout(() => { throw new Error('in a timer'); }); await new Promise(() => {});",
    3,
    "left an error unhandled: in a timer",
  ],
  ["throws null", "throw null;", 2, "as importing it failed: null"],
  [
    "imports a missing module",
    "import './missing.mjs';",
    2,
    "as importing it failed: Module not found",
  ],
  ["is not a valid module", "export const = 1;", 2, "as importing it failed: "],
];

for (const [name, source, status, said] of AT_IMPORT) {
  Deno.test(`run names a module of functions that ${name}`, () =>
    withModule(source + EXPORT, async (path) => {
      const outcome = await sandglass(
        ["run", "-q", "--functions", path, "-e", "print('ran')\nwhile True: 1"],
      );
      assertEquals(outcome.status, status, outcome.stderr);
      assertEquals(outcome.stdout.replace("ran\n", ""), "");
      const [line = "", ...others] = outcome.stderr.trimEnd().split("\n");
      assertEquals(others, []);
      assertMatch(line, /^sandglass: Cannot /);
      assertEquals(line.includes(`--functions ${path} ${said}`), true, line);
    }));
}

/** The effects of a module after its import, with the message. */
const LATER: readonly (readonly [string, string, string])[] = [
  [
    "leaves a rejection unhandled",
    "export function f() { Promise.reject(new Error('late')); }",
    "left an error unhandled: late",
  ],
  [
    "throws in a timer",
    "export function f() { setTimeout(() => { throw new Error('late'); }); }",
    "left an error unhandled: late",
  ],
  [
    "ends the process",
    "export function f() { Deno.exit(0); }",
    "ended this process",
  ],
];

for (const [name, source, said] of LATER) {
  Deno.test({
    name:
      `run names a module of functions that ${name} while a guest runs, and ends the guest`,
    ignore: !HAS_PROC,
    fn: () =>
      withModule(source, async (path) => {
        const code =
          "print('here', flush=True)\ninput()\nhost.f()\nwhile True: 1";
        await using process = startSandglass(
          ["run", "-q", "--functions", path, "-e", code],
        );
        await process.until("here\n");
        const guests = children(process.child.pid);
        assertNotEquals(guests, []);
        const writer = process.child.stdin.getWriter();
        await writer.write(new TextEncoder().encode("\n"));
        writer.releaseLock();
        const { status, stderr } = await process.outcome();
        assertEquals(status, 3, stderr);
        assertMatch(stderr, /^sandglass: Cannot go on as [^\n]*\n$/);
        assertEquals(stderr.includes(`--functions ${path} ${said}`), true);
        await until("the guest is gone", () => !guests.some(isAlive));
      }),
  });
}

for (const command of ["repl", "mcp"]) {
  Deno.test(`${command} names a module of functions that fails while the command waits`, () =>
    withModule(
      `setTimeout(() => Promise.reject(new Error("late")), 500);\n${EXPORT}`,
      async (path) => {
        await using process = startSandglass(
          [command, "-q", "--functions", path],
        );
        const { status, stderr } = await process.outcome();
        assertEquals(status, 3, stderr);
        assertMatch(stderr, /left an error unhandled: late/);
      },
    ));
}

Deno.test("run ends although a module of functions keeps a timer", () =>
  withModule(`setInterval(() => {}, 1_000);\n${EXPORT}`, async (path) => {
    const { status, stdout } = await sandglass(
      ["run", "-q", "--functions", path, "-l", "js", "-e", "await host.f()"],
    );
    assertEquals([status, stdout], [0, "1\n"]);
  }));

Deno.test({
  name: "run does not wait for a pipe, a device or a directory of functions",
  ignore: Deno.build.os === "windows",
  fn: () =>
    withModule(EXPORT, async (path) => {
      const directory = path.slice(0, path.lastIndexOf("/"));
      const pipe = `${directory}/pipe.mjs`;
      await new Deno.Command("mkfifo", { args: [pipe] }).output();
      const cases: readonly (readonly [string, string])[] = [
        [pipe, "as it is no regular file: a file is expected"],
        ["/dev/zero", "as it is no regular file: a file is expected"],
        [directory, "as it is a directory: a file is expected"],
      ];
      for (const [file, why] of cases) {
        const outcome = await sandglass([
          "run",
          "--functions",
          file,
          "-e",
          "1",
        ]);
        assertEquals(outcome, {
          status: 2,
          stdout: "",
          stderr: `sandglass: Cannot use --functions ${file} ${why}\n`,
        });
      }
    }),
});
