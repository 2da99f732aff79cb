/** Compiled packages from the user's package index, as they are published. Where they cannot be fetched, they are not checked. */
import "../../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import { parseRequirement } from "../../../core/requirements.ts";
import { createSandbox, SandboxError } from "../../../mod.ts";
import { preparePackages } from "../../../sandbox/packages/mod.ts";
import { LEVEL } from "../../level.ts";
import { ISOLATIONS } from "../../security/_guest.ts";

const PACKAGES = [
  "bitarray==3.12.3",
  "cramjam==2.14.0",
  "jiter==0.19.0",
  "msgpack==1.2.4",
  "msgspec==0.22.0",
  "pydantic==2.14.4",
  "python-calamine==0.9.1",
  "xxhash==4.1.0",
];

/** Uses each package. */
const USES: Readonly<Record<string, readonly [code: string, value: unknown]>> =
  {
    bitarray: [
      `from bitarray import bitarray
from bitarray.util import ba2hex
ba2hex(bitarray("1011") | bitarray("0100"))`,
      "f",
    ],
    cramjam: [
      `import cramjam
kinds = [cramjam.gzip, cramjam.zstd, cramjam.brotli, cramjam.lz4, cramjam.snappy]
[bytes(kind.decompress(kind.compress(b"abc" * 99))) == b"abc" * 99 for kind in kinds]`,
      [true, true, true, true, true],
    ],
    jiter: [
      `import jiter
try: jiter.from_json(b'{"x')
except ValueError as error: found = str(error)
[jiter.from_json(b'{"x": [1.5, true]}'), found]`,
      [{ x: [1.5, true] }, "EOF while parsing a string at line 1 column 3"],
    ],
    msgpack: [
      `import msgpack
msgpack.unpackb(msgpack.packb({"a": [1, 2]}))`,
      { a: [1, 2] },
    ],
    msgspec: [
      `import msgspec
class Point(msgspec.Struct):
    x: int
    names: list[str] = []
found = msgspec.json.decode(b'{"x": 3, "names": ["a"]}', type=Point)
try: msgspec.json.decode(b'{"x": "3"}', type=Point)
except msgspec.ValidationError as error: refused = str(error)
[msgspec.json.encode(found).decode(), refused]`,
      ['{"x":3,"names":["a"]}', "Expected `int`, got `str` - at `$.x`"],
    ],
    pydantic: [
      `import pydantic
class Point(pydantic.BaseModel):
    x: int
    names: list[str] = []
found = Point.model_validate_json('{"x": "3", "names": ["a"]}')
try: Point(x="no")
except pydantic.ValidationError as error: refused = error.errors()[0]["type"]
[found.model_dump_json(), refused]`,
      ['{"x":3,"names":["a"]}', "int_parsing"],
    ],
    "python-calamine": [
      `import python_calamine
try: python_calamine.CalamineWorkbook.from_path("/work/none.xlsx")
except OSError as error: found = type(error).__name__
found`,
      "OSError",
    ],
    xxhash: [
      `import xxhash
xxhash.xxh64(b"abc").hexdigest()`,
      "44bc2cf5ad770999",
    ],
  };

const isFetched = LEVEL.hasSlow && await fetchAll();

async function fetchAll(): Promise<boolean> {
  try {
    await preparePackages({
      engine: "pyodide",
      requirements: PACKAGES.map(parseRequirement),
    });
    return true;
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    console.warn(`  compiled packages: NOT CHECKED, as ${error.message}`);
    return false;
  }
}

for (const isolation of ISOLATIONS) {
  Deno.test({
    name: `compiled packages of an index work (${isolation})`,
    ignore: !isFetched,
    async fn(t): Promise<void> {
      await using sandbox = await createSandbox({
        packages: PACKAGES,
        engine: "pyodide",
        isolation,
      });
      const imported = await sandbox.run(
        "import sys\n[name in sys.modules for name in ('pydantic', 'msgspec', 'bitarray')]",
      );
      assert(imported.status === "ok", Deno.inspect(imported));
      assertEquals(imported.value, [true, true, true]);
      for (const [name, [code, value]] of Object.entries(USES)) {
        await t.step(name, async () => {
          const result = await sandbox.run(code, {
            limits: { timeoutMs: 30_000 },
          });
          assert(result.status === "ok", Deno.inspect(result));
          assertEquals(result.value, value);
        });
      }
    },
  });
}
