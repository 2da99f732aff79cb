import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { resolvePolicy } from "../../../servers/mcp/policy.ts";
import { Refusal } from "../../../servers/mcp/refusal.ts";
import {
  inSession,
  mintedScope,
  privateScope,
} from "../../../servers/mcp/scope.ts";
import { Sessions } from "../../../servers/mcp/sessions.ts";
import { FakePools } from "./_fake_pools.ts";

const POLICY = resolvePolicy({ sandbox: { python: {}, javascript: {} } });

Deno.test("privateScope() accepts names that the client chooses", async () => {
  await using sessions = new Sessions(new FakePools(), POLICY);
  const scope = privateScope(sessions, "one", 3);
  const other = privateScope(sessions, "two", 3);
  assertEquals(scope.find(undefined), undefined);
  const session = scope.open(undefined);
  assertEquals([session.name, scope.minted], ["default", false]);
  assertEquals(scope.open("default"), session);
  assertEquals(other.find("default"), undefined);
  assertEquals(scope.open("__proto__").name, "__proto__");
  assertEquals(scope.list().length, 2);
  await scope.end(session);
  assertEquals(scope.find("default"), undefined);
  for (const name of ["", "a/b", "a b", "x".repeat(65), "ä", "a\n"]) {
    assertThrows(() => scope.open(name), Refusal, "its name must be");
  }
});

Deno.test("mintedScope() gives sessions names that cannot be guessed", async () => {
  await using sessions = new Sessions(new FakePools(), POLICY);
  const scope = mintedScope(sessions, "all");
  const session = scope.open(undefined);
  assert(/^session-[0-9a-f]{32}$/.test(session.name), session.name);
  assert(scope.open(undefined).name !== session.name);
  assertEquals(scope.find(session.name), session);
  assertEquals(scope.find(undefined), undefined);
  assertThrows(() => scope.open("default"), Refusal, "no such session");
  assertThrows(() => scope.find("session-0"), Refusal, "no such session");
  assertEquals(scope.list(), []);
});

Deno.test("inSession() keeps no session whose start failed, and ends no other of its name", async () => {
  const pools = new FakePools();
  await using sessions = new Sessions(pools, POLICY);
  const scope = privateScope(sessions, "one", 1);
  const fail = (): Promise<never> => Promise.reject(new Error("failed"));
  await assertRejects(() => inSession(scope, "a", fail), Error, "failed");
  assertEquals(scope.list(), []);
  await inSession(
    scope,
    "b",
    (session) => session.write("x", new Uint8Array()),
  );
  assertEquals(scope.list().map(({ name }) => name), ["b"]);
  await assertRejects(() => inSession(scope, "b", fail), Error, "failed");
  assertEquals(scope.list().length, 1);

  // While one call waits for its sandbox, the session is reset and opened again.
  const late = privateScope(sessions, "two", 1);
  const { promise, resolve } = Promise.withResolvers<void>();
  pools.ready = promise;
  const starting = inSession(
    late,
    "c",
    (session) => session.write("x", new Uint8Array()),
  );
  await pools.untilAsked(2);
  const before = late.find("c");
  assert(before !== undefined);
  await late.end(before);
  const after = late.open("c");
  resolve();
  await assertRejects(() => starting, Refusal, "was ended");
  assertEquals(late.find("c"), after);
});
