import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Quota } from "../../../../servers/mcp/http/quota.ts";

Deno.test("Quota.take() takes no more than the quota", () => {
  const quota = new Quota(2, 1);
  assert(quota.take("", 1) && quota.take("", 1) && !quota.take("", 1));
  quota.give("", 1);
  assertEquals(quota.taken, 1);
  assert(quota.take("", 1));
});

Deno.test("Quota.take() leaves a part for other tenants", () => {
  const quota = new Quota(10, 2);
  assert(quota.take("a", 5) && !quota.take("a", 1));
  assert(quota.take("b", 5) && !quota.take("b", 1));
});

Deno.test("Quota counts correctly through every sequence of takes and returns", () => {
  const step = fc.record({
    tenant: fc.constantFrom("a", "b", "__proto__"),
    count: fc.nat(60),
    isBack: fc.boolean(),
  });
  fc.assert(fc.property(fc.array(step), (steps) => {
    const quota = new Quota(100, 3);
    const held: { tenant: string; count: number }[] = [];
    for (const { tenant, count, isBack } of steps) {
      const back = isBack ? held.shift() : undefined;
      if (back !== undefined) quota.give(back.tenant, back.count);
      if (quota.take(tenant, count)) held.push({ tenant, count });
      const sum = (name?: string): number =>
        held.filter(({ tenant }) => name === undefined || tenant === name)
          .reduce((all, { count }) => all + count, 0);
      assertEquals(quota.taken, sum());
      assert(sum() <= 100 && sum(tenant) <= 50);
    }
    for (const { tenant, count } of held) quota.give(tenant, count);
    assertEquals(quota.taken, 0);
  }));
});
