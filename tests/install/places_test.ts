/**
 * The package from a JSR registry, with empty caches and in all kinds of directories.
 *
 * @module
 */
import { dataDirectory } from "../../sandbox/host.ts";
import { CPYTHON } from "../_cpython.ts";
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { isThere } from "../cli/_shells.ts";
import { Newcomer, type Outcome } from "./_newcomer.ts";
import { publishedRegistry, type Registry } from "./_registry.ts";

const PACKAGE = "jsr:@sandglass/sandglass";
const PLAIN = `deno run -A ${PACKAGE}`;
const THREADS = `deno run -A --unstable-worker-options ${PACKAGE}`;
/** The command in `docs/install.md` for a project whose lock file is frozen or cannot be written. */
const WITHOUT_LOCK =
  `deno run --no-lock -A --unstable-worker-options ${PACKAGE}`;

/** The messages of a client that runs Python once. */
const CALLS = [
  {
    id: 1,
    method: "initialize",
    params: {
      protocolVersion: "2025-06-18",
      capabilities: {},
      clientInfo: { name: "newcomer", version: "1" },
    },
  },
  { method: "notifications/initialized" },
  {
    id: 2,
    method: "tools/call",
    params: { name: "run_python", arguments: { code: "6 * 7" } },
  },
].map((message) => JSON.stringify({ jsonrpc: "2.0", ...message })).join("\n");

/** Runs Python through the server, whose input stays open until a response arrives. */
function byServer(command: string): string {
  const pipes = "in=$(mktemp -u) out=$(mktemp -u); mkfifo $in $out";
  const answer = `grep -m 1 '"id":2' <$out`;
  return `${pipes}; ${command} mcp <$in >$out & exec 3>$in; echo '${CALLS}' >&3; ${answer}; exec 3>&-; wait; rm $in $out`;
}

/** Output that shows that a command works. */
const PROOFS = {
  warm: /^Built the snapshot in /,
  engines: /^pyodide CPython/,
  "--version": /^sandglass \d/,
  "run -e '6 * 7'": /^42\n$/,
  "run -l javascript -e '6 * 7'": /^42\n$/,
  "run -l typescript -e 'let x: number = 42; x'": /^42\n$/,
} as const;
const THREAD_RUN = "run --isolation thread -e '6 * 7'";
const THREAD_PROOFS = {
  [THREAD_RUN]: /^42\n$/,
  "run --isolation thread -l typescript -e 'let x: number = 42; x'": /^42\n$/,
} as const;

/** A program that uses the library in both isolations, with a lasting sandbox and with a one-shot run. */
const PROGRAM = `import { createSandbox } from "${PACKAGE}";
for (const isolation of ["process", "thread"] as const) {
  for (const language of ["python", "javascript", "typescript"] as const) {
    await using sandbox = await createSandbox({ isolation, language });
    const result = await sandbox.run("6 * 7");
    console.log(result.status === "ok" && result.value);
  }
}`;

/** Working directories, by the files in them. */
const PLACES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "an empty directory": {},
  "a project of Node's": {
    "package.json": '{ "name": "project", "dependencies": { "a": "1" } }',
  },
  "a project of Node's with node_modules": {
    "package.json": '{ "name": "project", "dependencies": { "a": "1.0.0" } }',
    "node_modules/a/package.json": '{ "name": "a", "version": "1.0.0" }',
  },
  "a project of Deno's with a frozen lock file": {
    "deno.json": '{ "lock": { "frozen": true } }',
    "deno.lock": '{ "version": "5" }\n',
  },
  "a workspace of Deno's": {
    "../deno.json": '{ "workspace": ["./place"] }',
    "deno.json": '{ "name": "@a/b", "exports": "./mod.ts" }',
  },
  "a workspace of npm's": {
    "../package.json": '{ "private": true, "workspaces": ["place"] }',
    "package.json": '{ "name": "b" }',
  },
};

function assertDone(outcome: Outcome, proof: RegExp): void {
  assertEquals(outcome.status, 0, outcome.stderr);
  assertMatch(outcome.stdout, proof, outcome.stderr);
  assertEquals(outcome.stderr, "");
}

async function listingOf(person: Newcomer): Promise<string> {
  return (await person.types("find . -type f | sort | xargs cksum")).stdout;
}

async function withRegistry(
  test: (registry: Registry) => Promise<void>,
): Promise<void> {
  await using registry = await publishedRegistry();
  await test(registry);
}

Deno.test({
  name: "each command works from an empty cache",
  ignore: !isThere("sh"),
  fn: () =>
    withRegistry(async ({ url }) => {
      // npm's registry is not used.
      const env = { JSR_URL: url, NPM_CONFIG_REGISTRY: "http://127.0.0.1:1/" };
      for (const [args, proof] of Object.entries(PROOFS)) {
        await using person = new Newcomer(env);
        assertDone(await person.types(`${PLAIN} ${args}`), proof);
      }
      for (const [args, proof] of Object.entries(THREAD_PROOFS)) {
        await using person = new Newcomer(env);
        assertDone(await person.types(`${THREADS} ${args}`), proof);
      }
      await using reader = new Newcomer(env);
      const repl = await reader.types(`echo '6 * 7' | ${PLAIN} repl`);
      assertStringIncludes(repl.stdout, "42", repl.stderr);
      await using person = new Newcomer(env);
      const { stdout, stderr } = await person.types(byServer(PLAIN));
      assertStringIncludes(stdout, '"value":42', stderr);
    }),
});

Deno.test({
  name: "an engine that is installed apart works with the published package",
  ignore: !isThere("sh") || !CPYTHON.isInstalled,
  fn: () =>
    withRegistry(async ({ url }) => {
      const data = dataDirectory() ?? "";
      await using person = new Newcomer({
        JSR_URL: url,
        NPM_CONFIG_REGISTRY: "http://127.0.0.1:1/",
        XDG_DATA_HOME: data.slice(0, data.lastIndexOf("/")),
      });
      assertDone(
        await person.types(`${PLAIN} warm`),
        /^Built the snapshot in /,
      );
      const run = "run --engine cpython -e 'import pandas; 6 * 7'";
      assertDone(await person.types(`${PLAIN} ${run}`), /^42\n$/);
      const inThread = run.replace("run", "run --isolation thread");
      assertDone(await person.types(`${THREADS} ${inThread}`), /^42\n$/);
    }),
});

Deno.test({
  name: "commands and programs work in every kind of directory",
  ignore: !isThere("sh"),
  fn: (test) =>
    withRegistry(async ({ url }) => {
      const env = { JSR_URL: url, NPM_CONFIG_REGISTRY: "http://127.0.0.1:1/" };
      await using person = new Newcomer(env, "home with a space");
      assertDone(await person.types(`${PLAIN} warm`), /^Built/);
      for (const [place, files] of Object.entries(PLACES)) {
        await test.step(place, async () => {
          await person.types("rm -rf ./* && mkdir place");
          for (const [name, text] of Object.entries(files)) {
            await person.writes(`place/${name}`, text);
          }
          const before = await listingOf(person);
          const types = (line: string): Promise<Outcome> =>
            person.types(`cd place && ${line}`);
          for (const args of ["run -e '6 * 7'", THREAD_RUN]) {
            assertDone(await types(`${WITHOUT_LOCK} ${args}`), /^42\n$/);
          }
          const served = await types(byServer(WITHOUT_LOCK));
          assertStringIncludes(served.stdout, '"value":42', served.stderr);
          // Nothing was written, so the directory may be read-only.
          assertEquals(await listingOf(person), before);
          await person.writes("place/main.ts", PROGRAM);
          const program = await types(
            "deno run --no-lock -A --unstable-worker-options main.ts",
          );
          assertEquals(program.stdout, "42\n".repeat(6), program.stderr);
          if ("deno.lock" in files) return;
          // Without the flag Deno writes a lock file into a project; that is Deno's own behaviour.
          assertDone(await types(`${PLAIN} run -e '6 * 7'`), /^42\n$/);
          assertDone(await types(`${THREADS} ${THREAD_RUN}`), /^42\n$/);
        });
      }
    }),
});

Deno.test({
  name:
    "a program whose frozen lock file has the package starts guests in both isolations",
  ignore: !isThere("sh"),
  fn: () =>
    withRegistry(async ({ url }) => {
      const env = { JSR_URL: url, NPM_CONFIG_REGISTRY: "http://127.0.0.1:1/" };
      await using person = new Newcomer(env);
      const unstable = { unstable: ["worker-options"] };
      await person.writes("deno.json", JSON.stringify(unstable));
      await person.writes("main.ts", PROGRAM);
      await person.types("deno cache main.ts");
      await person.writes(
        "deno.json",
        JSON.stringify({ ...unstable, lock: { frozen: true } }),
      );
      const before = await listingOf(person);
      const { stdout, stderr } = await person.types("deno run -A main.ts");
      assertEquals([stdout, stderr], ["42\n".repeat(6), ""]);
      assertEquals(await listingOf(person), before);
    }),
});

Deno.test({
  name:
    "after warm everything runs without a network, with any permissions of warm",
  ignore: !isThere("sh"),
  async fn(): Promise<void> {
    const read = "--allow-read --allow-env=HOME,XDG_CACHE_HOME,DENO_DIR";
    const write = '--allow-write="$HOME/.cache/sandglass"';
    const permissions = {
      process: `${read} ${write} --allow-run=deno`,
      thread: `${read} ${write}`,
    };
    for (const [isolation, flags] of Object.entries(permissions)) {
      const registry = await publishedRegistry();
      const env = {
        JSR_URL: registry.url,
        NPM_CONFIG_REGISTRY: "http://127.0.0.1:1/",
      };
      await using person = new Newcomer(env);
      const deno = `deno run --unstable-worker-options ${flags}`;
      await person.writes("main.ts", PROGRAM);
      try {
        assertDone(await person.types(`${deno} ${PACKAGE} warm`), /^Built/);
        await person.types("deno cache main.ts");
      } finally {
        await registry[Symbol.asyncDispose]();
      }
      const offline = `${deno} --cached-only ${PACKAGE}`;
      const proofs = isolation === "process"
        ? { ...PROOFS, ...THREAD_PROOFS }
        : THREAD_PROOFS;
      for (const [args, proof] of Object.entries(proofs)) {
        if (args === "warm") continue;
        assertDone(await person.types(`${offline} ${args}`), proof);
      }
      const again = await person.types(`${offline} warm`);
      assertDone(again, /^The snapshot was there already/);
      const served = await person.types(byServer(offline));
      assertStringIncludes(served.stdout, '"value":42', served.stderr);
      if (isolation === "thread") continue;
      const program = await person.types(`${deno} --cached-only main.ts`);
      assertEquals(program.stdout, "42\n".repeat(6), program.stderr);
    }
  },
});

Deno.test({
  name:
    "a failed download is reported in one line, without JSON or source code",
  ignore: !isThere("sh"),
  async fn(): Promise<void> {
    const registry = await publishedRegistry();
    const env = {
      JSR_URL: registry.url,
      NPM_CONFIG_REGISTRY: "http://127.0.0.1:1/",
    };
    await using person = new Newcomer(env);
    assertDone(
      await person.types(`${PLAIN} engines`),
      /snapshot: not built yet/,
    );
    await registry[Symbol.asyncDispose]();
    const commands = [
      "warm",
      "run -e 1",
      "run -l javascript -e 1",
      "run --isolation thread -e 1",
      "run --isolation thread -l typescript -e 1",
    ];
    for (const args of commands) {
      for (const flag of ["", "--cached-only"]) {
        const { status, stdout, stderr } = await person.types(
          `deno run -A --unstable-worker-options ${flag} ${PACKAGE} ${args}`,
        );
        assertEquals([status, stdout], [3, ""], stderr);
        assertMatch(
          stderr,
          /^(?:error: Uncaught \(in worker "[^"\n]*"\) [^\n]*\n(?: {4}(?:at|\d:) [^\n]*\n)*)?sandglass: Cannot [^{}%\n]*\n$/,
        );
      }
    }
  },
});
