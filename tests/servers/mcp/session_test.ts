import { assertEquals, assertRejects } from "@std/assert";
import { Refusal } from "../../../servers/mcp/refusal.ts";
import { Session } from "../../../servers/mcp/session.ts";
import type { SessionRun } from "../../../servers/mcp/session_run.ts";
import { okResult, resultOf } from "../../commands/_results.ts";
import { type FakeGuest, FakePools } from "./_fake_pools.ts";

/** Runs a guest, and returns its result. */
function run(
  session: Session,
  language: "python" | "javascript",
  code: string,
): Promise<SessionRun> {
  return session.run(language, code, { then: (done) => Promise.resolve(done) });
}

/** A guest that writes a file, and lists it in its result. */
function writes(path: string, text: string): FakeGuest {
  return (files) => {
    files.set(path, text);
    return okResult({ files: [{ path, bytes: text.length }] });
  };
}

async function textOf(session: Session, path: string): Promise<string> {
  return new TextDecoder().decode(await session.read(path));
}

Deno.test("Session.run() has a sandbox for each language, and copies files from one to the other", async () => {
  const seen: string[][] = [];
  const pools = new FakePools({
    "write a": writes("a", "1"),
    "write b": writes("b", "2"),
    "change a": writes("a", "3"),
    remove: (files) => {
      files.delete("b");
      return okResult();
    },
    look: (files) => {
      seen.push([...files].map(([path, text]) => `${path}=${text}`).sort());
      return okResult();
    },
  });
  const session = new Session("s", pools);
  assertEquals([session.begun, session.entries], [false, []]);
  await run(session, "python", "write a");
  await run(session, "python", "write b");
  await run(session, "javascript", "look");
  await run(session, "javascript", "change a");
  await run(session, "javascript", "remove");
  await run(session, "python", "look");
  await run(session, "python", "write b");
  await run(session, "javascript", "look");
  assertEquals(seen, [["a=1", "b=2"], ["a=3"], ["a=3", "b=2"]]);
  assertEquals(pools.taken.map(({ language }) => language), [
    "python",
    "javascript",
  ]);
  assertEquals(session.entries, [
    { path: "a", bytes: 1 },
    { path: "b", bytes: 1 },
  ]);
  await session.close();
  assertEquals(pools.open, 0);
});

Deno.test("Session.run() copies files of a stopped run, though its result does not list them", async () => {
  const pools = new FakePools({
    write: writes("a", "old"),
    stopped: (files) => {
      files.set("a", "new");
      files.set("b", "new");
      return resultOf({ status: "timeout", recoverable: true });
    },
  });
  const session = new Session("s", pools);
  await run(session, "python", "write");
  await run(session, "javascript", "");
  await run(session, "python", "stopped");
  await run(session, "javascript", "");
  const [, javascript] = pools.taken;
  assertEquals(javascript?.held, new Map([["a", "new"], ["b", "new"]]));
  await session.close();
});

Deno.test("Session.run() goes on with the files of the other language after a guest was killed", async () => {
  const pools = new FakePools({
    write: writes("a", "kept"),
    die: (files) => {
      files.set("a", "lost");
      const [python] = pools.taken;
      if (python !== undefined) python.closed = true;
      return resultOf({ status: "crashed", reason: "test" });
    },
  });
  const session = new Session("s", pools);
  await run(session, "python", "write");
  await run(session, "javascript", "");
  const { lost } = await run(session, "python", "die");
  assertEquals(lost, true);
  assertEquals(await textOf(session, "a"), "kept");
  const next = await run(session, "python", "");
  assertEquals(next.lost, false);
  assertEquals(pools.taken.length, 3);
  assertEquals(await textOf(session, "a"), "kept");
  await session.close();
  assertEquals(pools.open, 0);
});

Deno.test("Session.write() passes a file to the other language, in any spelling of its path", async () => {
  const seen: (string | undefined)[] = [];
  const pools = new FakePools({
    look: (files) => {
      seen.push(files.get("d/a"));
      return okResult();
    },
  });
  const session = new Session("s", pools);
  for (const [index, path] of ["d/a", "/work/d/a", "./d//b/../a"].entries()) {
    await session.write(path, new TextEncoder().encode(`${index}`));
    await run(session, "javascript", "look");
    await run(session, "python", "look");
  }
  assertEquals(seen, ["0", "0", "1", "1", "2", "2"]);
  await session.close();
});

Deno.test("Session.write() and Session.read() work without a run, Session.list() without a sandbox", async () => {
  const pools = new FakePools();
  const session = new Session("s", pools);
  assertEquals(await session.list(undefined), []);
  await assertRejects(() => session.read("a"), Refusal, "no such file");
  assertEquals(pools.taken.length, 0);
  await session.write("a", new TextEncoder().encode("text"));
  assertEquals(await textOf(session, "a"), "text");
  assertEquals(await session.list(undefined), [{ path: "a", bytes: 4 }]);
  assertEquals([session.begun, session.uses], [true, 5]);
  await session.close();
});

Deno.test("Session.close() closes a sandbox that is starting, and refuses waiting calls", async () => {
  const pools = new FakePools();
  const { promise, resolve } = Promise.withResolvers<void>();
  pools.ready = promise;
  const session = new Session("s", pools);
  const starting = run(session, "python", "");
  const waiting = run(session, "python", "");
  await pools.untilAsked(1);
  assertEquals(session.idleSinceMs, Infinity);
  await session.close();
  resolve();
  await assertRejects(() => starting, Refusal, "was ended");
  await assertRejects(() => waiting, Refusal, "was ended");
  assertEquals([pools.taken.length, pools.open], [1, 0]);
  assertEquals(session.idleSinceMs < Infinity, true);
});

const SIX = { name: "six", text: "six>=1" };

Deno.test("Session.addPackages() replaces a running Python, and keeps the files", async () => {
  const pools = new FakePools({ write: writes("a", "1") });
  const session = new Session("s", pools);
  await run(session, "python", "write");
  await run(session, "javascript", "");
  assertEquals(await session.addPackages([SIX]), true);
  assertEquals(session.packages, [SIX]);
  assertEquals(pools.packages, [[], [], ["six>=1"]]);
  assertEquals(await textOf(session, "a"), "1");
  assertEquals(pools.taken.map(({ closed }) => closed), [true, false, false]);
  // Nothing changes if all are there.
  assertEquals(await session.addPackages([SIX]), false);
  assertEquals(pools.taken.length, 3);
  await session.close();
  assertEquals(pools.open, 0);
});

Deno.test("Session.addPackages() keeps the packages for later sandboxes", async () => {
  const pools = new FakePools({
    die: () => {
      const python = pools.taken.at(-1);
      if (python !== undefined) python.closed = true;
      return resultOf({ status: "crashed", reason: "test" });
    },
  });
  const session = new Session("s", pools);
  assertEquals(await session.addPackages([SIX]), false);
  assertEquals(session.begun, true);
  await run(session, "python", "die");
  await run(session, "javascript", "");
  await run(session, "python", "");
  assertEquals(pools.packages, [["six>=1"], [], ["six>=1"]]);
  await session.close();
});

Deno.test("Session.addPackages() changes nothing if it fails", async () => {
  const pools = new FakePools({ write: writes("a", "1") });
  const session = new Session("s", pools);
  await run(session, "python", "write");
  pools.ready = Promise.reject(new Refusal("no"));
  await assertRejects(() => session.addPackages([SIX]), Refusal, "no");
  pools.ready = Promise.resolve();
  assertEquals(session.packages, []);
  assertEquals((await run(session, "python", "")).lost, false);
  assertEquals(pools.taken.length, 1);
  await session.close();
});
