// deno-lint-ignore-file no-sync-fn-in-async-fn explicit-function-return-type -- nothing else goes on meanwhile; cases have a type
import { assert, assertEquals } from "@std/assert";
import { atLevel } from "../level.ts";

/** What a separate process saw when it ran Python. */
interface Seen {
  readonly value: unknown;
  readonly warnings: readonly string[];
  readonly progress: readonly string[];
}

const PROGRAM = `
import { run } from ${JSON.stringify(import.meta.resolve("../../mod.ts"))};
const warnings = [];
const progress = [];
const result = await run("import json; json.dumps([1 + 1])", {
  isolation: Deno.args[0],
  onWarning: (text) => warnings.push(text),
  onProgress: (text) => progress.push(text),
});
console.log(JSON.stringify({ value: result.value ?? result, warnings, progress }));
`;

/** A separate cache directory, and processes that use it. */
class Cache implements AsyncDisposable {
  readonly home: string = Deno.makeTempDirSync({ prefix: "sandglass-cache-" });
  /** A built snapshot, for the tests that need one, since a build takes seconds. */
  static #built?: { readonly name: string; readonly bytes: Uint8Array };

  /** A cache that contains its snapshot. */
  static async filled(): Promise<Cache> {
    const cache = new Cache();
    if (Cache.#built === undefined) {
      await cache.run();
      const [name = ""] = cache.files();
      Cache.#built = { name, bytes: Deno.readFileSync(cache.path()) };
    } else {
      const { name, bytes } = Cache.#built;
      Deno.mkdirSync(`${cache.home}/sandglass`);
      Deno.writeFileSync(`${cache.home}/sandglass/${name}`, bytes);
    }
    // Control: the unchanged snapshot is used.
    assertEquals((await cache.run()).progress, []);
    return cache;
  }

  /** Runs Python in a separate process. */
  async run(
    { isolation = "process", flags = ["-A"] }: {
      isolation?: string;
      flags?: readonly string[];
    } = {},
  ): Promise<Seen> {
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        `--config=${new URL("../../deno.json", import.meta.url).pathname}`,
        "--no-lock",
        "--no-prompt",
        ...flags,
        `data:application/javascript,${encodeURIComponent(PROGRAM)}`,
        isolation,
      ],
      env: {
        XDG_CACHE_HOME: this.home,
        // The packages' cache stays the same.
        DENO_DIR: Deno.env.get("DENO_DIR") ??
          `${
            Deno.env.get("XDG_CACHE_HOME") ?? `${Deno.env.get("HOME")}/.cache`
          }/deno`,
        NO_COLOR: "1",
      },
    }).output();
    const text = new TextDecoder().decode(stdout);
    assert(text !== "", new TextDecoder().decode(stderr));
    return JSON.parse(text);
  }

  /** The names of the files in the cache. */
  files(): string[] {
    return [...Deno.readDirSync(`${this.home}/sandglass`)]
      .map(({ name }) => name);
  }

  /** The path of the only snapshot. */
  path(): string {
    const [name, ...others] = this.files();
    assertEquals(others, []);
    return `${this.home}/sandglass/${name}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.home, { recursive: true });
  }
}

const GOOD = { value: "[2]", warnings: [] };

Deno.test("a snapshot that two processes build at once is whole", async () => {
  await using cache = new Cache();
  const both = await Promise.all([cache.run(), cache.run()]);
  for (const { value, warnings } of both) {
    assertEquals({ value, warnings }, GOOD);
  }
  // One file, and no partly written file beside it.
  const bytes = Deno.statSync(cache.path()).size;
  const { progress, ...rest } = await cache.run();
  assertEquals(rest, GOOD);
  assertEquals(progress, []);
  assertEquals(Deno.statSync(cache.path()).size, bytes);
});

Deno.test("a snapshot that was tampered with is discarded with a warning, and built again", async (t) => {
  await using cache = await Cache.filled();
  const path = cache.path();
  const whole = Deno.readFileSync(path);
  const middle = Math.floor(whole.length / 2);
  const attacks: readonly (readonly [string, () => void, RegExp])[] = [
    [
      "one bit of its memory",
      () => Deno.writeFileSync(path, whole.with(middle, ~(whole[middle] ?? 0))),
      /is damaged/,
    ],
    [
      "other data",
      () => Deno.writeTextFileSync(path, "#!/bin/sh\n".repeat(1_000)),
      /is no snapshot/,
    ],
  ];
  for (const [[name, attack, warning], level] of atLevel(attacks)) {
    await t.step({
      ...level,
      name,
      fn: async () => {
        attack();
        const { value, warnings } = await cache.run();
        assertEquals(value, "[2]");
        assertEquals(warnings.length, 1);
        assert(warning.test(warnings[0] ?? ""), warnings[0]);
        assertEquals((await cache.run()).warnings, []);
      },
    });
  }
});

Deno.test({
  name: "a link in place of a snapshot does no harm",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using cache = await Cache.filled();
    const path = cache.path();
    const target = `${cache.home}/precious`;
    Deno.writeTextFileSync(target, "precious");
    Deno.removeSync(path);
    Deno.symlinkSync(target, path);
    const { value, warnings } = await cache.run();
    assertEquals(value, "[2]");
    assertEquals(warnings.length, 1);
    assertEquals(Deno.readTextFileSync(target), "precious");
    assert(Deno.lstatSync(path).isFile);
  },
});

Deno.test("without permission to write, Python runs and reports how to make it fast", async () => {
  await using cache = new Cache();
  const { value, warnings } = await cache.run({
    flags: ["--allow-read", "--allow-env", `--allow-run=${Deno.execPath()}`],
  });
  assertEquals(value, "[2]");
  assertEquals(warnings.length, 1);
  assert(
    warnings[0]?.includes(`--allow-write=${cache.home}/sandglass`),
    warnings[0],
  );
  assertEquals([...Deno.readDirSync(cache.home)], []);
});

Deno.test("in a thread, with only the permission to read, Python runs and reports how to make it fast", async () => {
  await using cache = new Cache();
  const { value, warnings } = await cache.run({
    isolation: "thread",
    flags: ["--allow-read", "--allow-env"],
  });
  assertEquals(value, "[2]");
  assertEquals(warnings.length, 1);
});
