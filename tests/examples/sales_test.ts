import { assertEquals, assertStringIncludes } from "@std/assert";
import { CPYTHON } from "../_cpython.ts";
import { ROOT, sandglass, usualFlags } from "../cli/_cli.ts";

const withCpython = { ignore: !CPYTHON.isInstalled };

const TABLE = `product  apple  pear
region              
north     60.0  60.0
south    110.0  42.0
west      40.5  88.0
`;

/** The signature of PNG. */
const PNG = [0x89, 0x50, 0x4e, 0x47];

async function signatureOf(path: string): Promise<readonly number[]> {
  return [...(await Deno.readFile(path)).subarray(0, PNG.length)];
}

Deno.test(
  "examples/sales.py groups a CSV and plots it, from the command line",
  withCpython,
  async () => {
    const out = await Deno.makeTempDir();
    try {
      const { status, stdout, stderr } = await sandglass([
        "run",
        "--engine=cpython",
        "--file=examples/sales.csv",
        `--out=${out}`,
        "examples/sales.py",
      ], { flags: [...usualFlags(), `--allow-write=${out}`] });
      assertEquals(status, 0, stderr);
      assertStringIncludes(stdout, TABLE);
      assertEquals(
        stderr.replace(/\(.*\)/, ""),
        `sandglass: wrote ${out}/display-1.png \n`,
      );
      assertEquals(await signatureOf(`${out}/display-1.png`), PNG);
    } finally {
      await Deno.remove(out, { recursive: true });
    }
  },
);

Deno.test(
  "examples/sales.ts does the same from a script",
  withCpython,
  async () => {
    const out = await Deno.makeTempDir();
    try {
      const { success, stdout, stderr } = await new Deno.Command(
        Deno.execPath(),
        {
          args: ["run", "-A", "examples/sales.ts", `${out}/plot.png`],
          cwd: ROOT,
        },
      ).output();
      assertEquals(success, true, new TextDecoder().decode(stderr));
      assertStringIncludes(new TextDecoder().decode(stdout), TABLE);
      assertEquals(await signatureOf(`${out}/plot.png`), PNG);
    } finally {
      await Deno.remove(out, { recursive: true });
    }
  },
);

Deno.test(
  "figures are pictures where the program shows them, without a warning",
  withCpython,
  async () => {
    const code = `import matplotlib.pyplot as plt
plt.plot([1, 2])
plt.show()
print("between")
plt.figure()
plt.plot([2, 1])`;
    const { status, stdout, stderr } = await sandglass([
      "run",
      "--engine=cpython",
      "-e",
      code,
    ]);
    assertEquals([status, stderr], [0, ""]);
    const kinds = stdout.split("\n").filter((line) =>
      line.startsWith("[image/png") || line === "between"
    ).map((line) => line.replace(/,.*/, ""));
    assertEquals(kinds, ["[image/png", "between", "[image/png"]);
  },
);
