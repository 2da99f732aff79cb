/**
 * The arguments that a guest passes to a host function are data, with any keys.
 *
 * @module
 */
import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import {
  createSandbox,
  type HostCall,
  type HostFunctions,
  type Value,
} from "../../mod.ts";
import { controls } from "../level.ts";
import { ISOLATIONS, LANGUAGES } from "./_guest.ts";

/** Keys with a meaning in JavaScript, in a map that a guest makes. */
const ODD_MAP: Readonly<Record<string, string>> = {
  python: `host.take({
    "__proto__": {"polluted": True, "isAdmin": True},
    "constructor": {"prototype": {"polluted": True}},
    "then": "not a function",
    "toString": None, "valueOf": 1, "toJSON": [], "length": -1,
    "__defineGetter__": 0, "hasOwnProperty": False,
})`,
  javascript: `await host.take(JSON.parse(\`{
    "__proto__": {"polluted": true, "isAdmin": true},
    "constructor": {"prototype": {"polluted": true}},
    "then": "not a function",
    "toString": null, "valueOf": 1, "toJSON": [], "length": -1,
    "__defineGetter__": 0, "hasOwnProperty": false
  }\`))`,
};

/** Uses a map as a careless host does. */
function use(map: Record<string, unknown>): unknown {
  const copy: Record<string, unknown> = { ...map };
  return [map.isAdmin, copy.isAdmin, copy["polluted"]];
}

for (const isolation of ISOLATIONS) {
  for (const language of LANGUAGES) {
    Deno.test(`keys like __proto__ and then in arguments change nothing in the host (${language}, ${isolation})`, async () => {
      const taken: Value[] = [];
      await using sandbox = await createSandbox({
        language,
        isolation,
        functions: {
          async take(map: Value): Promise<number> {
            taken.push(map);
            // An object with a method "then" would take over the host's await.
            const awaited = await map;
            assert(awaited === map);
            return 1;
          },
        },
      });
      const result = await sandbox.run(ODD_MAP[language] ?? "");
      assertEquals(result.status, "ok", Deno.inspect(result));
      const [map] = taken;
      assert(typeof map === "object" && map !== null);
      assertEquals(Object.getPrototypeOf(map), Object.prototype);
      assert(Object.hasOwn(map, "__proto__"));
      for (
        const { get, set } of Object.values(
          Object.getOwnPropertyDescriptors(map),
        )
      ) {
        assertEquals([get, set], [undefined, undefined]);
      }
      // Narrowed to an object above; the guest chose its keys.
      assertEquals(use(map as Record<string, unknown>), [
        undefined,
        undefined,
        undefined,
      ]);
      assertEquals("polluted" in {}, false);
    });
  }
}

controls.test("control: a map whose __proto__ is its prototype, and a then that is a function, take over", async () => {
  assertEquals(use({ __proto__: { isAdmin: true } }), [
    true,
    undefined,
    undefined,
  ]);
  const thenable = {
    then: (resolve: (value: string) => void) => resolve("taken over"),
  };
  assertEquals(await thenable, "taken over");
});

/** Properties that every object has. */
const NAMES = [
  "constructor",
  "__proto__",
  "toString",
  "then",
  "hasOwnProperty",
];

Deno.test("host functions that were not given are not found, by any name", async () => {
  const functions: HostFunctions = { f: () => "f" };
  await using python = await createSandbox({ isolation: "thread", functions });
  await using javascript = await createSandbox({
    language: "javascript",
    isolation: "thread",
    functions,
  });
  for (const name of NAMES) {
    const forged = await python.run(`
import sandglass_host
try:
    got = sandglass_host.request_host("function", '["l","${name}"]')
except sandglass_host.ResponseError as refusal:
    got = [refusal.name, refusal.message]
got`);
    assertEquals(forged.status === "ok" && forged.value, [
      "Error",
      "There is no such host function",
    ]);
    const absent = await javascript.run(`typeof host["${name}"]`);
    assertEquals(absent.status === "ok" && absent.value, "undefined");
  }
  const known = await python.run(
    `import sandglass_host\nsandglass_host.request_host("function", '["l","f"]')[0]`,
  );
  assertEquals(known.status === "ok" && known.value, '"f"');
});

for (const isolation of ISOLATIONS) {
  Deno.test(`a flood of calls costs the guest its run at most (${isolation})`, async () => {
    let running = 0;
    let most = 0;
    const full = Promise.withResolvers<void>();
    await using sandbox = await createSandbox({
      language: "javascript",
      isolation,
      limits: { maxCalls: 3_000, callBytes: 100_000 },
      functions: {
        async f(): Promise<void> {
          most = Math.max(most, ++running);
          // The guest makes hundreds of calls at once, so the limit of concurrent calls is soon reached.
          if (running === 16) full.resolve();
          await full.promise;
          running--;
        },
      },
    });
    const many = await sandbox.run(`
var settled = await Promise.allSettled(Array.from({ length: 5_000 }, (_, i) => host.f(i)));
settled.filter(({ status }) => status === "fulfilled").length`);
    assertEquals(many.status === "ok" && many.value, 3_000, Deno.inspect(many));
    assertEquals(many.usage.calls, 3_000);
    assertEquals(most, 16);
    const large = await sandbox.run(`
var text = "x".repeat(99_000);
(await Promise.all(Array.from({ length: 200 }, () => host.f(text)))).length`);
    assertEquals(
      large.status === "ok" && large.value,
      200,
      Deno.inspect(large),
    );
    const left = await sandbox.run(
      "for (let i = 0; i < 400; i++) host.f(i); 5",
    );
    assertEquals(left.status === "ok" && left.value, 5, Deno.inspect(left));
    const next = await sandbox.run("await host.f()");
    assertEquals(next.status, "ok", Deno.inspect(next));
    assertEquals(next.usage.calls, 1);
  });

  Deno.test(`pending calls of a failed run do not delay the next run (${isolation})`, async () => {
    await using sandbox = await createSandbox({
      language: "javascript",
      isolation,
      functions: {
        never(this: HostCall): Promise<void> {
          return new Promise<void>((resolve) =>
            this.signal.addEventListener("abort", () => resolve())
          );
        },
        f: (n: number) => n,
      },
    });
    const failed = await sandbox.run(`
for (let i = 0; i < 400; i++) host.never();
setTimeout(() => { throw new Error("over"); }, 1);`);
    assertEquals(failed.status, "error", Deno.inspect(failed));
    const next = await sandbox.run(
      "(await Promise.all(Array.from({ length: 300 }, (_, i) => host.f(i)))).at(-1)",
    );
    assertEquals(next.status === "ok" && next.value, 299, Deno.inspect(next));
  });
}
