import "../../_ask_worker_options.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { resolveSandboxOptions } from "../../../core/resolve_options.ts";
import { quickjs } from "../../../engines/quickjs/engine.ts";
import { SandboxError } from "../../../mod.ts";
import { startThread } from "../../../sandbox/thread/brokered_link.ts";
import { planStart, startWorker } from "../../../sandbox/start/start_worker.ts";

const OPTIONS = resolveSandboxOptions({
  language: "javascript",
  isolation: "thread",
});

/** What can be wrong with the modules of a worker, and what is said of it. */
const FAULTS: Readonly<Record<string, readonly [string, string]>> = {
  "a syntax error": ["let let = 1;", "let is reserved"],
  "a module that is missing": [
    'import "npm:quickjs-emscripten-core@0.0.0";',
    "quickjs-emscripten-core",
  ],
  "a module that it may not read": [
    'import "file:///etc/hostname.js";',
    "hostname.js",
  ],
  "a module of a host that it may not reach": [
    'import "https://127.0.0.1:1/a.js";',
    "127.0.0.1",
  ],
  "an error while it is loaded": ['throw new Error("at once");', "at once"],
  "a thrown value that is no error": ["throw null;", "null"],
};

for (const [fault, [source, said]] of Object.entries(FAULTS)) {
  Deno.test(`startWorker() tells of ${fault} by a SandboxError of a line, and the next start succeeds`, async () => {
    const plan = await planStart(OPTIONS, false);
    const engine = { ...quickjs, worker: () => ({ source }) };
    const broken = {
      ...plan,
      workers: { ...plan.workers, start: startThread },
      engine,
    };
    const error = await assertRejects(
      () => startWorker(broken, OPTIONS),
      SandboxError,
      said,
    );
    assertEquals(error.code, "START_FAILED");
    assertEquals(/\n|%20|[{}]/.exec(error.message), null, error.message);
    const link = await startWorker(plan, OPTIONS);
    await link.kill();
  });
}

/** A directory with files, and a program that uses the library in it. */
class Project implements AsyncDisposable {
  readonly #directory = Deno.makeTempDirSync({ prefix: "sandglass_project_" });

  /** @param files Texts by name */
  constructor(files: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries({ ...files, "main.ts": MAIN })) {
      Deno.writeTextFileSync(`${this.#directory}/${name}`, text);
    }
  }

  /** Runs the program. */
  async run(
    flags: readonly string[],
  ): Promise<{ status: number; stdout: string; stderr: string }> {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        "--no-prompt",
        "--unstable-worker-options",
        ...flags,
        "main.ts",
      ],
      cwd: this.#directory,
      env: {
        NO_COLOR: "1",
        XDG_CACHE_HOME: `${this.#directory}/cache`,
        ...(flags.includes("--cached-only") &&
          { DENO_DIR: `${this.#directory}/deno` }),
      },
      stdin: "null",
    }).output();
    const decoder = new TextDecoder();
    return {
      status: code,
      stdout: decoder.decode(stdout),
      stderr: decoder.decode(stderr),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.#directory, { recursive: true });
  }
}

const MAIN = `import { createPool, createSandbox, run } from "${
  import.meta.resolve("../../../mod.ts")
}";
const isolation = "thread";
for (const language of ["javascript", "typescript", "python"] as const) {
  const starts = {
    createSandbox: () => createSandbox({ language, isolation }),
    run: () => run("1", { language, isolation }),
    createPool: async () => {
      await using pool = await createPool({ language, isolation, size: 1 });
      return await pool.run("1");
    },
  };
  for (const [name, start] of Object.entries(starts)) {
    try {
      await start();
      console.log(name, language, "started");
    } catch (error) {
      console.log(name, language, error.constructor.name, error.code, JSON.stringify(error.message));
    }
  }
}
console.log("alive");
`;

/** Projects in which npm packages of others cannot be had. */
const PROJECTS = {
  "a frozen lock file": {
    files: {
      "deno.json": '{ "lock": { "frozen": true } }',
      "deno.lock": '{ "version": "5" }',
    },
    flags: [],
    said: "lockfile is out of date",
  },
  "a package.json": {
    files: { "package.json": '{ "name": "project" }' },
    flags: [],
    said: "node_modules",
  },
  "an empty cache from which alone may be taken": {
    files: {},
    flags: ["--cached-only"],
    said: "--cached-only is specified",
  },
};

for (const [project, { files, flags, said }] of Object.entries(PROJECTS)) {
  Deno.test(`a checkout's library in a project with ${project} throws at each start, and its host lives on`, async () => {
    await using directory = new Project(files);
    const { status, stdout, stderr } = await directory.run(flags);
    const lines = stdout.trim().split("\n");
    assertEquals([status, lines.at(-1)], [0, "alive"], stderr);
    assertEquals(lines.length, 10);
    for (const line of lines.slice(0, -1)) {
      assertStringIncludes(line, said);
      assertEquals(
        / SandboxError (?:START_FAILED|ASSET_MISSING) "[^\\\n]*(?:\\"[^\\\n]*)*"$/
          .test(line),
        true,
        line,
      );
    }
    assertEquals(/%20|"type":/.exec(stdout + stderr), null);
  });
}
