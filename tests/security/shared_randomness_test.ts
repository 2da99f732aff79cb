import { assert, assertEquals } from "@std/assert";
import { createSandbox, type SandboxOptions } from "../../mod.ts";
import { controls } from "../level.ts";
import { ISOLATIONS } from "./_guest.ts";

/** Every source of randomness that a guest has, by name. */
const SOURCES = {
  python: {
    "random.random()": "__import__('random').random()",
    "random.Random()": "__import__('random').Random().random()",
    "random.SystemRandom()": "__import__('random').SystemRandom().random()",
    "secrets.token_hex()": "__import__('secrets').token_hex(16)",
    "secrets.randbits()": "__import__('secrets').randbits(64)",
    "uuid.uuid4()": "__import__('uuid').uuid4().hex",
    "os.urandom()": "__import__('os').urandom(16)",
    "os.getrandom()": "open('/dev/urandom', 'rb').read(16)",
    "tempfile": "next(__import__('tempfile')._get_candidate_names())",
    "hash() of a string": "hash('a text')",
    "hash() of bytes": "hash(b'some bytes')",
    "hash() of a date": "hash(__import__('datetime').date(2024, 2, 29))",
  },
  javascript: {
    "Math.random()": "Math.random()",
    "crypto.randomUUID()": "crypto.randomUUID()",
    "crypto.getRandomValues()": "crypto.getRandomValues(new Uint8Array(16))",
  },
} as const;

/** Draws from each source in a sandbox. */
async function draw(
  options: SandboxOptions,
): Promise<Map<string, string>> {
  await using sandbox = await createSandbox(options);
  const drawn = new Map<string, string>();
  const sources = SOURCES[
    options.language === "javascript" ? "javascript" : "python"
  ];
  for (const [name, code] of Object.entries(sources)) {
    const result = await sandbox.run(code);
    assert(result.status === "ok", Deno.inspect(result));
    drawn.set(name, String(result.value));
  }
  return drawn;
}

for (const language of ["python", "javascript"] as const) {
  for (const isolation of ISOLATIONS) {
    Deno.test(`no two sandboxes share their randomness (${language}, ${isolation})`, async () => {
      const drawn = await Promise.all(
        [1, 2, 3].map(() => draw({ language, isolation })),
      );
      const shared = Object.keys(SOURCES[language]).filter((name) =>
        new Set(drawn.map((one) => one.get(name))).size < drawn.length
      );
      assertEquals(shared, []);
    });

    Deno.test(`one seed gives one randomness, in every source (${language}, ${isolation})`, async () => {
      const [one, two, other] = await Promise.all(
        [5, 5, 6].map((seed) => draw({ language, isolation, seed })),
      );
      assertEquals(one, two);
      const shared = Object.keys(SOURCES[language]).filter((name) =>
        one?.get(name) === other?.get(name)
      );
      assertEquals(shared, []);
    });
  }
}

Deno.test("the order of a set of strings differs from sandbox to sandbox", async () => {
  const orders = await Promise.all([1, 2, 3, 4].map(async () => {
    await using sandbox = await createSandbox({ isolation: "process" });
    const result = await sandbox.run(
      "','.join({str(number) for number in range(50)})",
    );
    assert(result.status === "ok");
    return result.value;
  }));
  assert(new Set(orders).size > 1);
});

Deno.test("hash() of equal strings is equal within a sandbox", async () => {
  await using sandbox = await createSandbox({ isolation: "process" });
  const result = await sandbox.run(
    `import json, sys
table = {'a': 1, 'ä': 2, '東': 3, '😀': 4, b'a': 5, '': 6}
[
    [hash(text) == hash(''.join(list(text))) for text in ('a', 'ä', '東', '😀', 'x' * 1000)],
    [table['a'], table['ä'], table['東'], table['😀'], table[bytes([97])], table['']],
    hash('a') == hash('abc'[:1]) == hash(str(b'a', 'ascii')),
    sys.intern('a' + 'b') is sys.intern('ab'),
    json.loads('{"a": 1}')['a'],
    hasattr(sys, 'version_info') and sys.modules['json'] is json,
    hash(b'a') == hash(memoryview(b'a')),
]`,
  );
  assert(result.status === "ok", Deno.inspect(result));
  assertEquals(result.value, [
    Array(5).fill(true),
    [1, 2, 3, 4, 5, 6],
    true,
    true,
    1,
    true,
    true,
  ]);
});

controls.test("control: an equal seed makes hash() of a string equal", async () => {
  const [one, two, three] = await Promise.all([
    draw({ isolation: "process", seed: 1 }),
    draw({ isolation: "process", seed: 1 }),
    draw({ isolation: "process" }),
  ]);
  assertEquals(one?.get("hash() of a string"), two?.get("hash() of a string"));
  assert(one?.get("hash() of a string") !== three?.get("hash() of a string"));
});
