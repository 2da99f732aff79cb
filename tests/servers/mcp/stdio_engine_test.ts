import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { CPYTHON } from "../../_cpython.ts";
import { usualFlags } from "../../cli/_cli.ts";
import { structuredOf, textOf } from "./_case.ts";
import { connect, type McpClient } from "./_client.ts";

const withCpython = { ignore: !CPYTHON.isInstalled };

const TABLE = `import pandas as pd
import matplotlib.pyplot as plt
table = pd.read_csv("sales.csv").groupby("fruit")["n"].sum()
print(table.to_string())
table.plot.bar()
plt.show()`;

async function descriptionOf(
  client: McpClient,
  name: string,
): Promise<string> {
  const tools = await client.listTools();
  return tools.find((tool) => tool.name === name)?.description ?? "";
}

for (const kind of ["modern", "first"] as const) {
  Deno.test(
    `mcp --engine cpython makes a table and a plot of a CSV, with the ${kind} client`,
    withCpython,
    async () => {
      await using client = await connect(kind, { args: ["--engine=cpython"] });
      await client.call("write_file", {
        path: "sales.csv",
        content: "fruit,n\npear,1\napple,2\npear,3\n",
      });
      const result = await client.call("run_python", { code: TABLE });
      assertEquals(result.isError, false, textOf(result));
      assertEquals(structuredOf(result).engine, "cpython");
      assertEquals(
        structuredOf(result).stdout,
        "fruit\napple    2\npear     4\n",
      );
      const picture = result.content.find(({ type }) => type === "image");
      assertEquals(picture?.mimeType, "image/png");
      const bytes = Uint8Array.fromBase64(picture?.data ?? "");
      assertEquals(
        [...bytes.subarray(1, 4)],
        [..."PNG"].map((one) => one.charCodeAt(0)),
      );
      assertEquals(client.stderr(), "");
    },
  );
}

Deno.test(
  "mcp --engine cpython tells the model of its packages, and what is missing",
  withCpython,
  async () => {
    await using client = await connect("modern", {
      args: ["--engine=cpython"],
    });
    const about = await descriptionOf(client, "run_python");
    for (const text of ["Python 3.15", "pandas", "scikit-learn", "openpyxl"]) {
      assertStringIncludes(about, text);
    }
    assertStringIncludes(
      await descriptionOf(client, "run_python_code"),
      "Python 3.15",
    );
    const result = await client.call("run_python", { code: "import torch" });
    assertEquals(
      textOf(result),
      `Traceback (most recent call last):
  File "main.py", line 1, in <module>
    import torch
ModuleNotFoundError: No module named 'torch'
[torch is not there, and cannot be installed: the description of run_python lists the packages]`,
    );
    const fresh = await client.call("run_python_code", {
      python_code: "import numpy; numpy.arange(3).sum().item()",
    });
    assertStringIncludes(textOf(fresh), "<return_value>\n3\n</return_value>");
    const js = await client.call("run_javascript", { code: "6 * 7" });
    assertEquals(structuredOf(js).value, 42);
  },
);

Deno.test("mcp names the engine that has a package", async () => {
  await using client = await connect("modern");
  const about = await descriptionOf(client, "run_python");
  assertStringIncludes(about, "Python 3.14");
  assert(!about.includes("pandas"));
  const result = await client.call("run_python", { code: "import numpy" });
  const hint =
    '[numpy is not there, and cannot be installed from here. It is part of the engine cpython, which this server\'s operator can choose: "sandglass install cpython", then "sandglass mcp --engine cpython"]';
  assertStringIncludes(textOf(result), `No module named 'numpy'\n${hint}`);
  assert(!JSON.stringify(structuredOf(result)).includes("operator"));
  const fresh = await client.call("run_python_code", {
    python_code: "import numpy",
  });
  assertStringIncludes(textOf(fresh), hint);
});

Deno.test(
  "the variable makes cpython the engine of mcp",
  withCpython,
  async () => {
    Deno.env.set("SANDGLASS_ENGINE_PYTHON", "cpython");
    try {
      await using client = await connect("modern", {
        flags: [
          ...usualFlags().filter((one) => !one.startsWith("--allow-env")),
          "--allow-env=HOME,XDG_CACHE_HOME,XDG_DATA_HOME,SANDGLASS_ENGINE_PYTHON",
        ],
      });
      const result = await client.call("run_python", { code: "6 * 7" });
      assertEquals(structuredOf(result).engine, "cpython");
    } finally {
      Deno.env.delete("SANDGLASS_ENGINE_PYTHON");
    }
  },
);
