// deno-lint-ignore-file no-sync-fn-in-async-fn explicit-function-return-type -- nothing else goes on meanwhile; cases have a type
import { assert, assertEquals, assertMatch } from "@std/assert";
import { type CliOutcome, isBinary, sandglass } from "./_cli.ts";

/** The binary contains its snapshot; Windows has no named pipes and no owners. */
const ignore = isBinary || Deno.build.os === "windows";

/** A separate cache directory that contains the snapshot. */
class Cache implements AsyncDisposable {
  readonly base = Deno.makeTempDirSync();
  readonly directory = `${this.base}/sandglass`;

  /** Runs a line of Python with this cache. */
  run(...args: string[]): Promise<CliOutcome> {
    return sandglass(["run", ...args, "-e", "6*7"], {
      // Without the permission to read the user id, as in the README.
      flags: [
        "--no-prompt",
        "--allow-read",
        `--allow-write=${this.directory}`,
        `--allow-run=${Deno.execPath()}`,
        "--allow-env",
      ],
      env: {
        XDG_CACHE_HOME: this.base,
        // The packages' cache stays the same.
        DENO_DIR: Deno.env.get("DENO_DIR") ??
          `${
            Deno.env.get("XDG_CACHE_HOME") ?? `${Deno.env.get("HOME")}/.cache`
          }/deno`,
      },
    });
  }

  /** The path of the only snapshot. */
  path(): string {
    const [entry, ...others] = [...Deno.readDirSync(this.directory)];
    assertEquals(others, []);
    return `${this.directory}/${entry?.name}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.base, { recursive: true });
  }
}

function ok(stderr: string): CliOutcome {
  return { status: 0, stdout: "42\n", stderr };
}

for (const isolation of ["process", "thread"]) {
  Deno.test({
    name:
      `threat: a pipe, a device or an endless file in place of the snapshot (${isolation})`,
    ignore,
    async fn(t) {
      await using cache = new Cache();
      const where = ["--isolation", isolation];
      assertEquals(await cache.run(...where), ok(""));
      const path = cache.path();
      const attacks: readonly [string, RegExp, () => void][] = [
        ["a pipe", /is no regular file/, () => {
          new Deno.Command("mkfifo", { args: [path] }).outputSync();
        }],
        [
          "a link to a device",
          /is no regular file/,
          () => Deno.symlinkSync("/dev/zero", path),
        ],
        ["3 GiB", /has more than/, () => {
          Deno.writeTextFileSync(path, "");
          Deno.truncateSync(path, 3 * 2 ** 30);
        }],
      ];
      for (const [name, warning, attack] of attacks) {
        await t.step(name, async () => {
          Deno.removeSync(path);
          attack();
          const { stderr, ...rest } = await cache.run(...where);
          assertEquals({ ...rest, stderr: "" }, ok(""), stderr);
          assertMatch(stderr, /^sandglass: warning: the snapshot [^\n]*\n$/);
          assertMatch(stderr, warning);
          // The snapshot was built again, and the other isolation uses it as well.
          assert(Deno.lstatSync(path).isFile);
          assertEquals(await cache.run(), ok(""));
        });
      }
    },
  });
}

Deno.test({
  name:
    "threat: a snapshot of another user, and a directory that others can write",
  // Only root can change a file's owner.
  ignore: ignore || Deno.uid() !== 0,
  async fn() {
    await using cache = new Cache();
    assertEquals(await cache.run(), ok(""));
    const path = cache.path();
    Deno.chownSync(path, 1_001, null);
    const foreign = await cache.run();
    assertEquals(foreign.stdout, "42\n");
    assertMatch(foreign.stderr, /belongs to another user \(1001\); it is disc/);
    assertEquals(Deno.statSync(path).uid, 0);

    for (
      const [change, warning] of [
        [
          () => Deno.chmodSync(cache.directory, 0o777),
          /written by other users/,
        ],
        [() => {
          Deno.chmodSync(cache.directory, 0o700);
          Deno.chownSync(cache.directory, 1_001, null);
        }, /belongs to another user \(1001\)/],
      ] as const
    ) {
      change();
      const { stderr, ...rest } = await cache.run();
      assertEquals({ ...rest, stderr: "" }, ok(""));
      assertMatch(stderr, /^sandglass: warning: the cache directory [^\n]*\n$/);
      assertMatch(stderr, warning);
      assertEquals(await cache.run("--quiet"), ok(""));
    }
  },
});

Deno.test({
  name: "run removes files that killed writers left in the cache directory",
  ignore,
  async fn() {
    await using cache = new Cache();
    assertEquals(await cache.run(), ok(""));
    const path = cache.path();
    const left = `${path}.${crypto.randomUUID()}.part`;
    Deno.writeTextFileSync(left, "half");
    assertEquals(await cache.run(), ok(""));
    assertEquals(cache.path(), path);
  },
});
