import { OPEN_MESSAGE } from "../_open_message.ts";
import "../_ask_worker_options.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { resolveSandboxOptions } from "../../core/resolve_options.ts";
import { maxMessageChars, type ToGuest } from "../../core/protocol.ts";
import { quickjs } from "../../engines/quickjs/engine.ts";
import { linkWorker, toBlobUrl } from "../../engines/worker/link.ts";
import { createSandbox, SandboxError, warm } from "../../mod.ts";
import { engineFlags, spawn } from "../../sandbox/process/child_process.ts";
import type { GuestLink, LinkOptions } from "../../sandbox/link.ts";
import { linkChild } from "../../sandbox/process/process_link.ts";
import { WorkerStart } from "../../sandbox/start/worker_start.ts";
import { createWith, loadModules, TestPackages } from "../_packages.ts";
import { atLevel, controls } from "../level.ts";
import { Canary } from "./_canary.ts";
import { children } from "./_quiet.ts";
import { Weakened } from "./_without.ts";
import {
  Buffers,
  compileEngine,
  handOver,
} from "../../sandbox/thread/thread_worker.ts";
import { parseFromGuest } from "../../core/parse_from_guest.ts";

const MEMORY_BYTES = 2 ** 26;
const OPTIONS = resolveSandboxOptions({ language: "javascript" });
const OPEN: ToGuest = {
  ...OPEN_MESSAGE,
  memoryBytes: MEMORY_BYTES,
  stackBytes: 2 ** 17,
};

/** Starts QuickJS by a link without one wall. @throws {SandboxError} If it refuses to start */
async function open(
  start: (options: LinkOptions) => GuestLink,
): Promise<void> {
  const starting = new WorkerStart();
  const link = start({
    engine: quickjs,
    language: "javascript",
    snapshot: undefined,
    mailboxBytes: 2 ** 20,
    maxMessageChars: maxMessageChars(OPTIONS.limits),
    memoryBytes: MEMORY_BYTES,
    listener: starting,
  });
  try {
    await starting.ready(OPTIONS);
    const opening = new WorkerStart();
    link.listener = opening;
    await opening.open(link, { message: OPEN, globals: undefined }, OPTIONS);
  } finally {
    await link.kill();
  }
}

const CHILD_WITH = {
  "permission to write": [
    engineFlags(MEMORY_BYTES),
    "--allow-write",
  ],
  "permission to read the environment": [
    engineFlags(MEMORY_BYTES),
    "--allow-env",
  ],
  "permission to use the network": [
    engineFlags(MEMORY_BYTES),
    "--allow-net",
  ],
  "permission to run programs": [engineFlags(MEMORY_BYTES), "--allow-run"],
  "code from strings": [],
} as const;

for (const [[excess, flags], level] of atLevel(Object.entries(CHILD_WITH))) {
  Deno.test(`a process with ${excess} refuses to start`, level, async () => {
    const error = await assertRejects(
      () =>
        open((options) =>
          linkChild(spawn(["quickjs", "javascript"], flags), options)
        ),
      SandboxError,
      "The child process",
    );
    assertEquals(error.code, "START_FAILED");
  });
}

/** A link to a worker that has all permissions of this process, or the given ones. */
function linkWithPermissions(
  permissions: Deno.PermissionOptions,
): (options: LinkOptions) => GuestLink {
  return (options) => {
    const buffers = new Buffers(options);
    const worker = new Worker(
      linkWorker(quickjs.worker("javascript"), toBlobUrl),
      { type: "module", deno: { permissions } },
    );
    worker.onmessage = ({ data }) => {
      const message = parseFromGuest(data, options.maxMessageChars);
      if (message?.type === "loaded") {
        void handOver(options, buffers, {
          compiled: compileEngine(quickjs),
          send: (shared) => worker.postMessage(shared),
        });
      } else if (message !== undefined) link.listener.message(message);
    };
    const link: GuestLink = {
      listener: options.listener,
      post: (message) => buffers.post(message),
      interrupt: (force) => buffers.interrupt(force),
      kill(): Promise<void> {
        buffers.post({ type: "exit" });
        worker.terminate();
        return Promise.resolve();
      },
    };
    return link;
  };
}

Deno.test("a process that keeps its permission to read files refuses to start", async () => {
  await using weakened = await Weakened.make([{
    file: "sandbox/process/child_start.ts",
    wall: `giveUpPermissions(["read"]);`,
  }]);
  await assertRejects(
    () =>
      weakened.library.createSandbox({
        language: "javascript",
        isolation: "process",
      }),
    Error,
    "The child process can read files",
  );
});

Deno.test("a process that keeps its permission to read snapshots refuses to start", async () => {
  // As in the package on JSR, whose modules are no files: only the snapshot can be read.
  await using weakened = await Weakened.make([{
    file: "sandbox/process/child_start.ts",
    wall: `giveUpPermissions(["read"]);`,
  }, {
    file: "sandbox/process/child_start.ts",
    wall: "...(isLocal ? [toPath(new URL(ENTRY_FOLDER))] : []),",
  }]);
  // By another copy of the library: a snapshot that is in memory already is not read by the process.
  await warm();
  await assertRejects(
    () =>
      weakened.library.createSandbox({
        language: "python",
        isolation: "process",
      }),
    Error,
    "The child process can read files",
  );
});

/** The permissions of the child process that was started last. */
async function permissionsOf(
  children: readonly number[],
): Promise<readonly string[]> {
  const [child, ...others] = children;
  assertEquals(others, []);
  const line = await Deno.readTextFile(`/proc/${child}/cmdline`);
  return line.split("\0").filter((word) => /^--allow|^-A/.test(word));
}

Deno.test("a process that keeps its permission to read packages refuses to start", async () => {
  await using packages = await TestPackages.make({ "a.py": "1" });
  await using weakened = await Weakened.make([{
    file: "sandbox/process/child_start.ts",
    wall: `giveUpPermissions(["read"]);`,
  }, {
    file: "sandbox/process/child_start.ts",
    wall: "...(isLocal ? [toPath(new URL(ENTRY_FOLDER))] : []),",
  }, {
    file: "sandbox/process/supervisor.ts",
    wall: "snapshot?.path,",
  }]);
  const modules = await loadModules((path) => weakened.module(path));
  await assertRejects(
    () => createWith(packages.set, { isolation: "process" }, modules),
    Error,
    "The child process can read files",
  );
});

Deno.test({
  name: "a process may read the file of its packages besides, and no other",
  ignore: Deno.build.os !== "linux", // elsewhere there is no /proc
  async fn(): Promise<void> {
    await using packages = await TestPackages.make({ "a.py": "1" });
    const before = new Set(children());
    await using _ = await createWith(packages.set, { isolation: "process" });
    const granted = await permissionsOf(
      children().filter((pid) => !before.has(pid)),
    );
    assertEquals(granted.slice(1), [`--allow-read=${packages.set.path}`]);
  },
});

Deno.test({
  name:
    "a process may read its worker's modules and the snapshots, and nothing else",
  ignore: Deno.build.os !== "linux", // elsewhere there is no /proc
  async fn(): Promise<void> {
    const engines = new URL("../../engines/", import.meta.url).pathname;
    const cache = `${
      Deno.env.get("XDG_CACHE_HOME") ?? `${Deno.env.get("HOME")}/.cache`
    }/sandglass`;
    for (
      const [language, paths] of [
        ["javascript", engines],
        ["python", `${engines},${cache}`],
      ] as const
    ) {
      const before = new Set(children());
      await using _ = await createSandbox({ language, isolation: "process" });
      const granted = await permissionsOf(
        children().filter((pid) => !before.has(pid)),
      );
      assertEquals(granted, [`--allow-read=${paths}`]);
    }
  },
});

Deno.test("a worker that has a permission refuses to start", async () => {
  const all: readonly [Deno.PermissionOptions, string][] = [
    ["inherit", "read, write, run, net, env, sys, ffi, import"],
    [{ read: true }, "read"],
    [{ net: true }, "net"],
    [{ env: true }, "env"],
  ];
  for (const [permissions, names] of all) {
    const error = await assertRejects(
      () => open(linkWithPermissions(permissions)),
      SandboxError,
    );
    assertEquals(error.code, "START_FAILED");
    assertStringIncludes(error.message, `The worker has permissions: ${names}`);
  }
});

controls.test("control: with every wall the same process and the same worker start", async () => {
  await open((options) =>
    linkChild(
      spawn(["quickjs", "javascript"], [engineFlags(MEMORY_BYTES)]),
      options,
    )
  );
  await open(linkWithPermissions("none"));
});

/** Runs a host program with these flags, whose worker tries to read a canary. */
async function readByWorker(
  start: string,
  flags: (canary: Canary) => readonly string[],
): Promise<{ said: string; secret: string }> {
  await using canary = new Canary();
  const module = JSON.stringify(
    import.meta.resolve("../../sandbox/thread/thread_worker.ts"),
  );
  const source = `
    import { newWorker } from ${module};
    const url = "data:text/javascript," + encodeURIComponent(
      "let said; try { said = Deno.readTextFileSync('${canary.path}'); } catch (error) { said = error.name; } postMessage(said);");
    const worker = ${start};
    worker.onmessage = ({ data }) => { console.log(data); Deno.exit(); };`;
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--no-config",
      "--no-lock",
      ...flags(canary),
      `data:application/typescript,${encodeURIComponent(source)}`,
    ],
  }).output();
  const decoder = new TextDecoder();
  const said = (decoder.decode(stdout) || decoder.decode(stderr)).trim();
  return { said, secret: canary.secret };
}

const oneDirectory = ({ directory }: Canary): readonly string[] => [
  `--allow-read=${directory}`,
  "--unstable-worker-options",
];

Deno.test("a host's permission for one directory is not passed on to a worker", async () => {
  const { said } = await readByWorker("newWorker(url)", oneDirectory);
  assertEquals(said, "NotCapable");
});

Deno.test("a host that cannot withhold its permissions starts no worker", async () => {
  const { said, secret } = await readByWorker(
    "newWorker(url)",
    ({ directory }) => [`--allow-read=${directory}`],
  );
  assertStringIncludes(said, "--unstable-worker-options");
  assertEquals(said.includes(secret), false);
});

controls.test("control: a plain worker has its host's permission for one directory", async () => {
  const { said, secret } = await readByWorker(
    'new Worker(url, { type: "module" })',
    oneDirectory,
  );
  assertEquals(said, secret);
});
