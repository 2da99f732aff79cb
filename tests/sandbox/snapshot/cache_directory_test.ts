// deno-lint-ignore-file explicit-function-return-type -- cases have a type
import { assert, assertEquals } from "@std/assert";
import {
  findIntruders,
  ownUser,
  removeAbandoned,
} from "../../../sandbox/snapshot/cache_directory.ts";

const isWindows = Deno.build.os === "windows";

/** A directory, and what is in it. */
class Directory implements AsyncDisposable {
  readonly path = Deno.makeTempDirSync();

  /** Makes a file of some age; gives its name. */
  make(name: string, ageMs = 0): string {
    const file = `${this.path}/${name}`;
    Deno.writeTextFileSync(file, "half");
    const at = new Date(Date.now() - ageMs);
    Deno.utimeSync(file, at, at);
    return name;
  }

  names(): string[] {
    return Array.from(Deno.readDirSync(this.path), ({ name }) => name).sort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.path, { recursive: true });
  }
}

const partial = (end: string): string =>
  `python-0.snapshot.${crypto.randomUUID()}.${end}`;
const HOUR_MS = 3_600_000;

/** Writes a file as a process of its own does, up to the middle, and says so. */
const WRITER = `
import { writeAtomically } from ${
  JSON.stringify(import.meta.resolve("../../../sandbox/host.ts"))
};
const part = new Uint8Array(2 ** 16);
const parts = function* () {
  yield part;
  console.log("half");
  // Asleep as a process is that the system does not let run.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
};
await writeAtomically(Deno.args[0], parts());
`;

Deno.test({
  name:
    "removeAbandoned() leaves what a writer is at work on, and removes it when that is killed",
  ignore: isWindows,
  async fn() {
    await using directory = new Directory();
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        "--no-config",
        "--no-lock",
        `data:application/javascript,${encodeURIComponent(WRITER)}`,
        `${directory.path}/python-0.snapshot`,
      ],
      stdout: "piped",
    }).spawn();
    try {
      const reader = child.stdout.getReader();
      await reader.read();
      await reader.cancel();
      const [name = ""] = directory.names();
      assert(/^python-0\.snapshot\..*\.part$/.test(name), name);
      // However old it is.
      const long = new Date(Date.now() - 2 * HOUR_MS);
      Deno.utimeSync(`${directory.path}/${name}`, long, long);
      await removeAbandoned(directory.path);
      assertEquals(directory.names(), [name]);
    } finally {
      child.kill("SIGKILL");
      await child.status;
    }
    await removeAbandoned(directory.path);
    assertEquals(directory.names(), []);
  },
});

Deno.test("removeAbandoned() goes by the age of what earlier versions wrote, and touches nothing else", async () => {
  await using directory = new Directory();
  const kept = [
    directory.make(partial("tmp")),
    directory.make("history-python", HOUR_MS),
    directory.make("python-0.snapshot", HOUR_MS),
    directory.make("mine.tmp", HOUR_MS),
    directory.make("mine.part", HOUR_MS),
  ];
  directory.make(partial("tmp"), HOUR_MS);
  directory.make(partial("part"));
  await removeAbandoned(directory.path);
  assertEquals(directory.names(), kept.sort());
});

Deno.test({
  name: "removeAbandoned() does not wait for a pipe that has such a name",
  ignore: isWindows,
  async fn() {
    await using directory = new Directory();
    const name = partial("part");
    const args = [`${directory.path}/${name}`];
    new Deno.Command("mkfifo", { args }).outputSync();
    await removeAbandoned(directory.path);
    assertEquals(directory.names(), [name]);
  },
});

Deno.test({
  name: "findIntruders() names other users who can write a directory",
  ignore: isWindows || Deno.uid() !== 0,
  async fn() {
    await using directory = new Directory();
    const { path } = directory;
    for (
      const [owner, mode, found] of [
        [0, 0o700, undefined],
        [0, 0o755, undefined],
        [0, 0o775, /can be written by other users.*chmod go-w/],
        [0, 0o777, /can be written by other users/],
        [0, 0o1777, /can be written by other users/],
        [1_000, 0o700, undefined],
        [1_001, 0o700, /belongs to another user \(1001\).*XDG_CACHE_HOME/],
      ] as const
    ) {
      Deno.chownSync(path, owner, null);
      Deno.chmodSync(path, mode);
      const said = findIntruders(path, 1_000);
      if (found === undefined) {
        assertEquals(said, undefined, `${owner} ${mode}`);
      } else assert(found.test(said ?? ""), said);
    }
    assertEquals(findIntruders(`${path}/missing`, 1_000), undefined);
  },
});

Deno.test({
  name: "ownUser() asks the system, or sees whose a new file is",
  ignore: isWindows,
  async fn() {
    await using directory = new Directory();
    const program = `
      import { ownUser } from ${
      JSON.stringify(
        import.meta.resolve("../../../sandbox/snapshot/cache_directory.ts"),
      )
    };
      console.log(ownUser(Deno.args[0]));`;
    const ask = (...flags: string[]): string =>
      new TextDecoder().decode(
        new Deno.Command(Deno.execPath(), {
          args: [
            "run",
            "--no-prompt",
            "--no-config",
            "--no-lock",
            ...flags,
            `data:application/javascript,${encodeURIComponent(program)}`,
            directory.path,
          ],
        }).outputSync().stdout,
      ).trim();
    const source = `--allow-read=${
      new URL("../../../", import.meta.url).pathname
    },${directory.path}`;
    assertEquals(ask("--allow-sys=uid", source), `${Deno.uid()}`);
    assertEquals(
      ask(`--allow-write=${directory.path}`, source),
      `${Deno.uid()}`,
    );
    assertEquals(ask(source), "undefined");
    assertEquals(directory.names(), []);
    assertEquals(ownUser(directory.path), Deno.uid() ?? undefined);
  },
});
