import { snapshotDirectory } from "../../../sandbox/host.ts";
import { assert, assertEquals } from "@std/assert";
import {
  dismissAhead,
  engineFlags,
  readFlag,
  spawn,
  spawnAhead,
} from "../../../sandbox/process/child_process.ts";
import { children, HAS_PROC, isAlive } from "../../security/_quiet.ts";

const GUEST = {
  engine: "quickjs",
  language: "javascript",
  memoryBytes: 2 ** 26,
} as const;

async function end(child: Deno.ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await child.stdin.close().catch(() => {});
  await child.stdout.cancel();
  await child.stderr.cancel();
  await child.status;
}

/** Asks for a child by its memory, and says whether it was there before. */
async function wasAhead(memoryBytes: number): Promise<boolean> {
  const before = children();
  const child = spawn(["quickjs", "javascript"], [engineFlags(memoryBytes)]);
  await end(child);
  return before.includes(child.pid);
}

Deno.test({
  name:
    "spawn() takes the child that was started ahead, once, and only for its very command line",
  ignore: !HAS_PROC,
  async fn(): Promise<void> {
    spawnAhead(GUEST);
    assertEquals(await wasAhead(2 ** 27), false);
    assertEquals(await wasAhead(GUEST.memoryBytes), true);
    assertEquals(await wasAhead(GUEST.memoryBytes), false);
  },
});

Deno.test({
  name: "dismissAhead() leaves no process of an unused child",
  ignore: !HAS_PROC,
  async fn(): Promise<void> {
    const before = children();
    spawnAhead(GUEST);
    const [pid, ...others] = children().filter((one) => !before.includes(one));
    assert(pid !== undefined && isAlive(pid));
    assertEquals(others, []);
    await dismissAhead();
    assertEquals(isAlive(pid), false);
    assertEquals(await wasAhead(GUEST.memoryBytes), false);
  },
});

Deno.test("readFlag() names a file, or the folder of one whose path Deno would split", () => {
  const flags = (path: string): string[] => readFlag(path, "quickjs");
  assertEquals(flags("/cache/a.site"), ["--allow-read=/cache/a.site"]);
  assertEquals(flags("/cache/a,b.site"), ["--allow-read=/cache/"]);
  const kept = `${snapshotDirectory()}/packages/sets/a.files`;
  assertEquals(flags(kept), [`--allow-read=${kept}`]);
  // It may read the folder of its snapshot.
  assertEquals(readFlag(kept, "pyodide"), []);
});

Deno.test({
  name: "spawn() takes no child that was started ahead without a permission",
  ignore: !HAS_PROC,
  async fn(): Promise<void> {
    spawnAhead(GUEST);
    const before = children();
    const flags = [
      engineFlags(GUEST.memoryBytes),
      ...readFlag("/cache/a", "quickjs"),
    ];
    const child = spawn(["quickjs", "javascript"], flags);
    await end(child);
    await dismissAhead();
    assertEquals(before.includes(child.pid), false);
  },
});
