import { assertEquals, assertRejects } from "@std/assert";
import { Refusal } from "../../../servers/mcp/refusal.ts";
import { Turns } from "../../../servers/mcp/turns.ts";

Deno.test("Turns.take() runs one task after the other, in order, even when some fail", async () => {
  const turns = new Turns(10);
  const said: string[] = [];
  let going = 0;
  const act = (name: string) => async (): Promise<void> => {
    assertEquals(++going, 1);
    await Promise.resolve();
    said.push(name);
    going--;
    if (name === "b") throw new Error(name);
  };
  assertEquals(turns.idle, true);
  const all = ["a", "b", "c"].map((name) => turns.take(act(name), undefined));
  assertEquals(turns.idle, false);
  const outcomes = await Promise.allSettled(all);
  assertEquals(outcomes.map(({ status }) => status), [
    "fulfilled",
    "rejected",
    "fulfilled",
  ]);
  assertEquals(said, ["a", "b", "c"]);
  assertEquals(turns.idle, true);
});

Deno.test("Turns.take() drops an aborted task at once, and starts no task before the running one ends", async () => {
  const turns = new Turns(10);
  const { promise, resolve } = Promise.withResolvers<void>();
  const said: string[] = [];
  const first = turns.take(
    () => promise.then(() => void said.push("first")),
    undefined,
  );
  const controller = new AbortController();
  const given = turns.take(
    () => Promise.resolve(said.push("given up")),
    controller.signal,
  );
  const last = turns.take(() => Promise.resolve(said.push("last")), undefined);
  controller.abort(new Error("enough"));
  await assertRejects(() => given, Error, "enough");
  assertEquals(said, []);
  resolve();
  await Promise.all([first, last]);
  assertEquals(said, ["first", "last"]);
  await assertRejects(
    () =>
      turns.take(
        () => Promise.resolve(),
        AbortSignal.abort(new Error("before")),
      ),
    Error,
    "before",
  );
  assertEquals(turns.idle, true);
});

Deno.test("Turns.take() refuses when too many wait", async () => {
  const turns = new Turns(1);
  const { promise, resolve } = Promise.withResolvers<void>();
  const going = turns.take(() => promise, undefined);
  const waiting = turns.take(() => promise, undefined);
  await assertRejects(
    () => turns.take(() => promise, undefined),
    Refusal,
    "1 calls wait",
  );
  resolve();
  await Promise.all([going, waiting]);
});
