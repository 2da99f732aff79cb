import { assertEquals, assertThrows } from "@std/assert";
import { resolvePolicy } from "../../../servers/mcp/policy.ts";
import { Refusal } from "../../../servers/mcp/refusal.ts";
import type { Session } from "../../../servers/mcp/session.ts";
import { Sessions } from "../../../servers/mcp/sessions.ts";
import { FakePools } from "./_fake_pools.ts";

const POLICY = resolvePolicy({ sandbox: { python: {}, javascript: {} } });

async function use(session: Session): Promise<void> {
  await session.write("a", new Uint8Array());
}

Deno.test("Sessions separates the sessions of different owners", async () => {
  const pools = new FakePools();
  await using sessions = new Sessions(pools, POLICY);
  const one = sessions.open("one", "same", 8);
  const two = sessions.open("two", "same", 8);
  assertEquals(sessions.find("one", "same"), one);
  assertEquals(sessions.find("two", "same"), two);
  assertEquals(sessions.find("three", "same"), undefined);
  assertEquals(sessions.find("__proto__", "constructor"), undefined);
  await use(one);
  await use(two);
  await sessions.endAll("one");
  assertEquals(sessions.of("one"), []);
  assertEquals(sessions.of("two"), [two]);
  assertEquals(pools.open, 1);
});

Deno.test("Sessions.open() enforces an owner's limit", async () => {
  await using sessions = new Sessions(new FakePools(), POLICY);
  sessions.open("one", "a", 1);
  assertThrows(() => sessions.open("one", "b", 1), Refusal, "there are 1");
  sessions.open("two", "b", 1);
});

Deno.test("Sessions.end() ends that session, and not a later one of the same name", async () => {
  await using sessions = new Sessions(new FakePools(), POLICY);
  const before = sessions.open("one", "a", 8);
  await sessions.end("one", before);
  const after = sessions.open("one", "a", 8);
  await sessions.end("one", before);
  assertEquals(sessions.find("one", "a"), after);
});

Deno.test("Sessions.sweep() ends sessions that are idle for too long, and no others", async () => {
  const pools = new FakePools();
  await using sessions = new Sessions(pools, { ...POLICY, idleMs: 1_000 });
  const idle = sessions.open("one", "idle", 8);
  await use(idle);
  const { promise, resolve } = Promise.withResolvers<void>();
  const busy = sessions.open("one", "busy", 8);
  const going = busy.run("python", "", { then: () => promise });
  sessions.sweep(performance.now());
  assertEquals(sessions.of("one"), [idle, busy]);
  sessions.sweep(performance.now() + 2_000);
  assertEquals(sessions.of("one"), [busy]);
  resolve();
  await going;
});

Deno.test("Sessions.open() replaces an abandoned session that was used once, if there is no room", async () => {
  const pools = new FakePools();
  await using sessions = new Sessions(pools, POLICY);
  const left = sessions.open("one", "left", 8);
  await use(left);
  const kept = sessions.open("one", "kept", 8);
  await use(kept);
  await use(kept);
  pools.full = true;
  sessions.open("two", "new", 8);
  assertEquals(sessions.of("one"), [kept]);
});
