import { assert, assertEquals } from "@std/assert";
import { Grace } from "../../sandbox/grace.ts";

/** Keeps this process from its turns. */
function block(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

Deno.test("Grace passes once", async () => {
  let passed = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  using _ = new Grace(20, () => {
    passed++;
    resolve();
  });
  await promise;
  assertEquals(passed, 1);
});

Deno.test("Grace counts only a part of the time in which this process has no turn", async () => {
  let passed = false;
  using grace = new Grace(50, () => passed = true);
  for (let turn = 0; turn < 3; turn++) {
    block(100);
    grace.check();
    await new Promise((resolve) => setTimeout(resolve));
  }
  assert(!passed);
});

Deno.test("Grace ends within its longest time for a guest whose messages take every turn", () => {
  let passed = 0;
  using grace = new Grace(20, () => void passed++);
  block(1_150);
  grace.check();
  assertEquals(passed, 1);
  grace.check();
  assertEquals(passed, 1);
});

Deno.test("Grace that was called off does not pass", () => {
  let passed = false;
  const grace = new Grace(20, () => passed = true);
  grace[Symbol.dispose]();
  block(1_150);
  grace.check();
  assert(!passed);
});
