import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import patchEverything from "../engines/patch_everything.js" with {
  type: "text",
};
import { resolveGlobals } from "../../core/globals.ts";
import { createSandbox, type Language, Tuple, type Value } from "../../mod.ts";
import { loadQuickJs } from "../engines/quickjs_guest.ts";
import { ISOLATIONS } from "./_guest.ts";

const LANGUAGES: readonly Language[] = ["python", "javascript", "typescript"];
const MiB = 2 ** 20;

/** A host object that throws when it is read. */
function throwing(trap: keyof ProxyHandler<object>): object {
  return new Proxy({ a: 1 }, {
    [trap]: () => {
      throw new Error("trap sprung");
    },
  });
}

Deno.test("threat: a host's global that throws when it is read", () => {
  const target = { language: "python", callBytes: MiB } as const;
  const getter = Object.defineProperty({}, "a", {
    enumerable: true,
    get: () => {
      throw new Error("trap sprung");
    },
  });
  const cases: readonly (readonly [unknown, string])[] = [
    [getter, "global a"],
    [{ b: getter }, "global b"],
    [{ b: [getter] }, "global b"],
    [throwing("get"), "global a"],
    [throwing("ownKeys"), "globals"],
    [throwing("getPrototypeOf"), "globals"],
    [{ b: throwing("ownKeys") }, "global b"],
    [{ b: throwing("get") }, "global b"],
    [{ b: throwing("getPrototypeOf") }, "global b"],
    [{ b: revoked() }, "global b"],
    [revoked(), "globals"],
  ];
  for (const [globals, what] of cases) {
    assertThrows(
      () => resolveGlobals(globals, target),
      TypeError,
      `Cannot set ${what} as reading it must not throw`,
    );
  }
});

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

Deno.test("threat: an endless host global", () => {
  const target = { language: "javascript", callBytes: 1_000 } as const;
  const endless = new Proxy([], {
    get: (_, key) =>
      key === Symbol.iterator
        ? function* (): Generator<number> {
          for (;;) yield 1;
        }
        : undefined,
  });
  const nested: object = new Proxy({ a: 1 }, { get: () => nested });
  // Each level is a new object, so that no cycle is found.
  const deepening = (): object => new Proxy({ a: 1 }, { get: deepening });
  for (const value of [endless, nested, deepening(), Array(2 ** 32 - 1)]) {
    assertThrows(
      () => resolveGlobals({ value }, target),
      Error,
      "Cannot set global value",
    );
  }
});

Deno.test("threat: a huge global is encoded before it is found too large", () => {
  const target = { language: "python", callBytes: 1_000 } as const;
  const before = Deno.memoryUsage().rss;
  // Its base64 would exceed the maximum length of a string, and take more than 1 GiB.
  const huge = new Uint8Array(512 * MiB);
  for (const value of [huge, huge.buffer, [huge]]) {
    assertThrows(
      () => resolveGlobals({ value }, target),
      RangeError,
      "Cannot set global value as all globals together must have at most 1000 bytes",
    );
  }
  assert(Deno.memoryUsage().rss - before < 256 * MiB);
});

/** Code, if a name is inserted into source text. */
const CODE_AS_NAME = "x = v; globalThis.broken = 1; v = (v) => v; y";

Deno.test("threat: code as the name of a global", async () => {
  for (const language of LANGUAGES) {
    await assertRejects(
      () => createSandbox({ language, globals: { [CODE_AS_NAME]: 1 } }),
      TypeError,
      "Cannot set globals as a name must be an identifier",
    );
  }
});

Deno.test("threat: code as the name of a global (control: it would run)", async () => {
  const context = (await loadQuickJs()).newContext();
  try {
    // As the prelude makes it.
    const made = context.evalCode(`(v) => { ${CODE_AS_NAME} = v; }`);
    const set = context.unwrapResult(made);
    context.unwrapResult(
      context.callFunction(set, context.undefined, context.true),
    ).dispose();
    set.dispose();
    const broken = context.getProp(context.global, "broken");
    assertEquals(context.dump(broken), 1);
    broken.dispose();
  } finally {
    context.dispose();
  }
});

const GIVEN: Record<string, Value> = {
  text: "é\0",
  big: 2n ** 80n,
  map: JSON.parse('{"__proto__": {"polluted": 1}, "then": 1}'),
  list: [1, [new Uint8Array([1]), new Date(0)]],
  set: new Set<Value>([1]),
  tuple: Tuple.of<Value>(1),
};

/** Changes by guests to everything that setting globals might look up. */
const SPOIL: Readonly<Record<Language, string>> = {
  python: `
import binascii, builtins, datetime
def broken(*args, **options):
    raise BaseException("spoilt")
for name in "int float frozenset".split():
    vars(builtins)[name] = broken
for module in (binascii, datetime):
    for name in [*vars(module)]:
        if name[0] != "_":
            vars(module)[name] = broken
`,
  javascript: patchEverything,
  typescript: patchEverything,
};

for (const isolation of ISOLATIONS) {
  Deno.test(`threat: a guest that has spoilt its realm still gets globals unchanged (${isolation})`, async () => {
    for (const language of LANGUAGES) {
      await using sandbox = await createSandbox({ language, isolation });
      const spoilt = await sandbox.run(SPOIL[language]);
      assert(spoilt.status !== "crashed", Deno.inspect(spoilt));
      for (const name of Object.keys(GIVEN)) {
        const result = await sandbox.run(`given`, {
          globals: { given: GIVEN[name] },
        });
        assert(result.status === "ok", Deno.inspect(result));
        const plain = language === "python" || name !== "tuple";
        assertEquals(result.value, plain ? GIVEN[name] : [1]);
      }
    }
  });

  Deno.test(`threat: a guest that blocks a global spoils its own run (${isolation})`, async () => {
    const cases = [
      "const given = 1",
      "Object.freeze(globalThis)",
      "Object.preventExtensions(globalThis)",
    ];
    for (const code of cases) {
      await using sandbox = await createSandbox({
        language: "javascript",
        isolation,
      });
      await sandbox.run(code);
      const result = await sandbox.run("'not reached'", {
        globals: { given: 2 },
      });
      assert(result.status === "error", Deno.inspect(result));
      assertEquals(
        result.error.message,
        "Cannot set global given as the guest has made it read-only",
      );
      assertEquals((await sandbox.run("1")).status, "ok");
    }
  });

  Deno.test(`threat: a guest's setter sees a global of a later run (${isolation})`, async () => {
    await using sandbox = await createSandbox({
      language: "javascript",
      isolation,
    });
    await sandbox.run(`
      var seen = [];
      Object.defineProperty(globalThis, 'given', {
        set: (value) => { seen.push(value); for (;;); },
        get: () => { for (;;); },
        configurable: true,
      });
      Object.defineProperty(Object.prototype, 'other', {
        set(value) { seen.push(value); },
        configurable: true,
      });
      Object.setPrototypeOf(globalThis, new Proxy({}, {
        get: () => seen.push('get'),
        has: () => { seen.push('has'); return true; },
        set: () => seen.push('set'),
        defineProperty: () => seen.push('define'),
      }));
      0`);
    const result = await sandbox.run("[given, other, seen.length]", {
      globals: { given: 2, other: 3 },
      limits: { timeoutMs: 20_000 },
    });
    assert(result.status === "ok", Deno.inspect(result));
    assertEquals(result.value, [2, 3, 0]);
  });
}

Deno.test("threat: keys of a global that pollute prototypes", async () => {
  for (const language of LANGUAGES) {
    await using sandbox = await createSandbox({
      language,
      globals: { given: GIVEN.map },
    });
    const result = await sandbox.run(
      language === "python"
        ? "[given, getattr(object, 'polluted', None)]"
        : "[given, ({}).polluted ?? null, given.polluted ?? null].slice(0, 2)",
    );
    assert(result.status === "ok", Deno.inspect(result));
    assertEquals(result.value, [GIVEN.map ?? null, null]);
  }
  assertEquals("polluted" in {}, false);
});
