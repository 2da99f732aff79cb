import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { VERSION } from "../../core/version.ts";
import { isThere } from "../cli/_shells.ts";
import { Newcomer, type Outcome } from "./_newcomer.ts";
import { publishedRegistry } from "./_registry.ts";

const PACKAGE = "jsr:@sandglass/sandglass";
/** The documents that contain commands. */
const TEXTS = await Promise.all(
  ["README.md", "docs/install.md"].map((path) =>
    Deno.readTextFile(new URL(`../../${path}`, import.meta.url))
  ),
);

/** The exit status of an endless loop. */
const TIMEOUT_STATUS = 124;
/** The exit status if a sandbox cannot start. */
const NOT_STARTED_STATUS = 3;

/** The lines of the shell examples that start with a command. */
function writtenLines(command: string): string[] {
  const blocks = TEXTS.flatMap((
    text,
  ) => [...text.matchAll(/^```sh\n(.*?)^```/gms)]);
  return blocks.flatMap(([, text = ""]) => text.split("\n"))
    .filter((line) => line.startsWith(`${command} `));
}

/** The first of these commands with a flag, without the arguments for the program itself. */
function writtenCommand(command: string, flag: string): string {
  const line = writtenLines(command).find((one) => one.includes(flag));
  assert(line !== undefined, `No example has ${command} with ${flag}`);
  return line.slice(0, line.indexOf(PACKAGE) + PACKAGE.length);
}

function assertSaid(outcome: Outcome, stdout: string): void {
  assertEquals(outcome, { status: 0, stdout, stderr: "" });
}

/** What a new user has. */
interface Surroundings {
  readonly registry: Awaited<ReturnType<typeof publishedRegistry>>;
  readonly newcomer: () => Newcomer;
}

/** What a new user does. */
const STEPS: Readonly<
  Record<string, (surroundings: Surroundings) => Promise<void>>
> = {
  "the installer of cpython is loaded when it is used, with the permissions of the documentation":
    async ({ newcomer }) => {
      await using person = newcomer();
      await person.writes("bad.whl", "no wheel");
      const command = writtenCommand("deno run", "uv,pip");
      const { status, stderr } = await person.types(
        `${command} install cpython --from bad.whl`,
      );
      assertEquals(status, NOT_STARTED_STATUS, stderr);
      assertStringIncludes(stderr, "bad.whl is no wheel: it is no zip file");
      const engines = await person.types(`${command} engines`);
      assertStringIncludes(engines.stdout, "not installed", engines.stderr);
    },
  "deno install -g installs a program for both languages": async (
    { newcomer },
  ) => {
    await using person = newcomer();
    assertEquals(
      (await person.types(writtenCommand("deno install", "-g"))).status,
      0,
    );
    assertSaid(
      await person.types("sandglass --version"),
      `sandglass ${VERSION}\n`,
    );
    assertSaid(
      await person.types("sandglass run -l javascript -e '6 * 7'"),
      "42\n",
    );
    await person.writes("sum.py", "print(sum(range(10)))");
    assertSaid(await person.types("sandglass run sum.py"), "45\n");
    const warm = await person.types("sandglass warm");
    assertMatch(warm.stdout, /^The snapshot was there already/);
    for (
      const endless of ["-e 'while True: pass'", "-l js -e 'for (;;);'"]
    ) {
      const { status, stderr } = await person.types(
        `sandglass run --timeout 500ms ${endless}`,
      );
      assertEquals(status, TIMEOUT_STATUS, stderr);
    }
  },
  "deno run runs a guest in a process from an empty cache": async (
    { newcomer },
  ) => {
    await using person = newcomer();
    const command = writtenCommand("deno run", "--allow-run");
    const { stdout } = await person.types(
      `${command} run --json -l typescript -e 'const x: number = 42; x'`,
    );
    const { isolation, status, value } = JSON.parse(stdout);
    assertEquals([isolation, status, value], ["process", "ok", 42]);
  },
  "deno run runs a guest in a thread from an empty cache, without permissions":
    async ({ newcomer }) => {
      await using person = newcomer();
      const command = writtenCommand("deno run", "--unstable-worker-options");
      assertEquals(command.includes("--allow-"), false);
      const { stdout } = await person.types(
        `${command} run --json -l javascript -e '6 * 7'`,
      );
      const { isolation, status, value } = JSON.parse(stdout);
      assertEquals([isolation, status, value], ["thread", "ok", 42]);
      const endless = await person.types(
        `${command} run --timeout 500ms -l javascript -e 'for (;;);'`,
      );
      assertEquals(endless.status, TIMEOUT_STATUS, endless.stderr);
      const python =
        "run --quiet --timeout 500ms -e 'print(42)\nwhile True: pass'";
      const stopped = await person.types(`${command} ${python}`);
      assertEquals(
        [stopped.status, stopped.stdout],
        [TIMEOUT_STATUS, "42\n"],
        stopped.stderr,
      );
    },
  "deno run without flags prints the commands that work": async (
    { newcomer },
  ) => {
    await using person = newcomer();
    const plain = await person.types(
      `deno run ${PACKAGE} run -l javascript -e '6 * 7'`,
    );
    assertEquals(plain.status, NOT_STARTED_STATUS, plain.stderr);
    const advice = [...plain.stderr.matchAll(/"(deno run [^"]*) …"/g)]
      .map(([, command = ""]) => command);
    assertEquals(advice, [
      `deno run --unstable-worker-options ${PACKAGE}`,
      `deno run --allow-run=${Deno.execPath()} ${PACKAGE}`,
    ]);
    for (const command of advice) {
      const followed = command.replace(PACKAGE, `--allow-env ${PACKAGE}`);
      assertSaid(
        await person.types(`${followed} run -l javascript -e '6 * 7'`),
        "42\n",
      );
    }
  },
  "an importer fetches no command line, and a guest's start only its engine's packages":
    async ({ newcomer, registry }) => {
      await using person = newcomer();
      registry.requested = [];
      await person.writes("main.ts", `import "${PACKAGE}";`);
      const imported = await person.types("deno run --check main.ts");
      assertEquals(imported.status, 0, imported.stderr);
      const folders = new Set(
        registry.requested.map((path) => path.split("/").at(4)),
      );
      assertEquals(folders.has("sandbox"), true);
      assertEquals(folders.has("commands"), false);
      assertEquals(folders.has("servers"), false);
      assertEquals(folders.has("packages"), false);
      const command = writtenCommand("deno run", "--allow-run");
      await person.types(`${command} run -l javascript -e '6 * 7'`);
      const packages = registry.requested.filter((path) =>
        path.includes("/packages/")
      ).join("\n");
      assertStringIncludes(packages, "quickjs-emscripten-core");
      assertEquals(/pyodide|zod|mcp/.exec(packages), null);
      assertSaid(
        await person.types("cd $DENO_DIR; ls npm/* 2>/dev/null || true"),
        "",
      );
    },
  "the program serves agents": async ({ newcomer }) => {
    await using person = newcomer();
    const command = writtenCommand("deno run", "--allow-run");
    const request = JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "initialize",
      params: {
        protocolVersion: "2025-06-18",
        capabilities: {},
        clientInfo: { name: "newcomer", version: "1" },
      },
    });
    // The server exits with its input, which therefore stays open until a response arrives. No sandbox is started for it.
    const { stdout, stderr } = await person.types(
      `mkfifo in out; ${command} mcp --warm 0 <in >out & exec 3>in; echo '${request}' >&3; head -n 1 <out; exec 3>&-; wait`,
    );
    assertMatch(stdout, /^\{.*"serverInfo":\{.*\}\n$/, stderr);
  },
  "deno x runs the program": async ({ newcomer }) => {
    await using person = newcomer();
    const [line] = writtenLines("deno x");
    assert(line !== undefined);
    // Deno itself prints that it cannot prompt for the installation.
    const { status, stdout } = await person.types(line);
    assertEquals([status, stdout], [0, "42\n"]);
  },
  "a program imports the library, in either isolation": async (
    { newcomer },
  ) => {
    await using person = newcomer();
    await person.writes(
      "main.ts",
      `import { createPool, createSandbox, run, type RunResult } from "${PACKAGE}";
      const isolation = Deno.args[0] === "thread" ? "thread" : "process";
      const options = { isolation, language: "javascript" } as const;
      await using sandbox = await createSandbox(options);
      await sandbox.run("let x = 20");
      const kept = await sandbox.run("x + 1");
      const endless = await run("for (;;);", { ...options, limits: { timeoutMs: 500 } });
      const python = await run("sum(range(10))", { isolation });
      await using pool = await createPool({ ...options, size: 1 });
      const pooled = await pool.run("6 * 7");
      console.log(JSON.stringify([kept, endless, python, pooled].map(told)));
      function told(result: RunResult): unknown {
        return result.status === "ok" ? result.value : result.status;
      }`,
    );
    for (const isolation of ["process", "thread"]) {
      const flags = isolation === "process"
        ? "--allow-run=deno --allow-env=HOME,XDG_CACHE_HOME,DENO_DIR"
        : "--unstable-worker-options";
      const { status, stdout, stderr } = await person.types(
        `deno run --check ${flags} --allow-read --allow-write=$HOME/.cache/sandglass main.ts ${isolation}`,
      );
      assertEquals(status, 0, stderr);
      assertStringIncludes(stdout, '[21,"timeout",45,42]');
    }
  },
};

Deno.test(
  "the package on a JSR registry",
  { ignore: !isThere("sh") },
  async (test) => {
    await using registry = await publishedRegistry();
    // The tests' own installations may be elsewhere.
    const env = { JSR_URL: registry.url, XDG_DATA_HOME: "" };
    const newcomer = (): Newcomer => new Newcomer(env);
    for (const [name, step] of Object.entries(STEPS)) {
      await test.step(name, () => step({ newcomer, registry }));
    }
  },
);
