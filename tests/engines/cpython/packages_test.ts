/** Programs that people write with the packages of this engine: what they return, print and display. */
import "../../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import { createSandbox, type Display, type Sandbox } from "../../../mod.ts";
import { CPYTHON } from "../../_cpython.ts";

/** A program, and what is expected of it. */
interface Program {
  readonly name: string;
  readonly code: string;
  readonly value?: unknown;
  /** The representations of each display. */
  readonly displays?: readonly (readonly string[])[];
  readonly stdout?: RegExp;
}

const PICTURE = ["image/png", "text/plain"];

const PROGRAMS: readonly Program[] = [
  {
    name: "a table of a CSV, grouped and plotted",
    code: `import pandas as pd, matplotlib.pyplot as plt
with open("sales.csv", "w") as file:
    file.write("region,amount\\nN,1\\nS,2\\nN,3\\n")
table = pd.read_csv("sales.csv").groupby("region").amount.agg(["sum", "mean"])
print(table)
table["sum"].plot(kind="bar")
plt.savefig("plot.png")
plt.show()
[table.to_dict(), open("plot.png", "rb").read(4)]`,
    value: [
      { sum: { N: 4, S: 2 }, mean: { N: 2, S: 2 } },
      Uint8Array.of(0x89, 0x50, 0x4E, 0x47),
    ],
    displays: [PICTURE],
    stdout: /N +4 +2\.0/,
  },
  {
    name: "a pivot table, a merge, and dates with a zone",
    code: `import pandas as pd
one = pd.DataFrame({"k": list("aab"), "p": list("xyx"), "v": [1, 2, 3]})
two = one.merge(pd.DataFrame({"k": ["a", "b"], "n": ["A", "B"]}), on="k")
when = pd.Timestamp("2024-01-01", tz="US/Eastern").tz_convert("Asia/Tokyo")
[one.pivot_table(index="k", columns="p", values="v", aggfunc="sum", fill_value=0).values, two.n.tolist(), str(when)]`,
    value: [[[1, 2], [3, 0]], ["A", "A", "B"], "2024-01-01 14:00:00+09:00"],
  },
  {
    name: "a workbook of Excel",
    code: `import pandas as pd, openpyxl
pd.DataFrame({"a": [1, 2], "b": ["x", "é"]}).to_excel("t.xlsx", index=False, sheet_name="S")
book = openpyxl.load_workbook("t.xlsx")
[book.active.title, book.active.max_row, pd.read_excel("t.xlsx").b.tolist()]`,
    value: ["S", 3, ["x", "é"]],
  },
  {
    name: "a database, also as a table",
    code: `import sqlite3, pandas as pd
connection = sqlite3.connect("t.db")
pd.DataFrame({"a": [1, 2, 3]}).to_sql("t", connection, index=False)
connection.commit()
int(pd.read_sql("select sum(a) as s from t", sqlite3.connect("t.db")).s[0])`,
    value: 6,
  },
  {
    name: "a classifier, with nothing on standard error",
    code: `from sklearn.datasets import load_iris, make_classification
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
points, kinds = make_classification(n_samples=200, random_state=0)
cross_val_score(LogisticRegression(), points, kinds, n_jobs=-1).mean() > 0.8`,
    value: true,
  },
  {
    name: "minima, integrals, curves and statistics",
    code:
      `import numpy as np, scipy.optimize as o, scipy.integrate as i, scipy.stats as s
[
    o.minimize(lambda x: (x[0] - 1) ** 2 + (x[1] + 2) ** 2, [0, 0]).x.round(3),
    o.curve_fit(lambda x, a, b: a * x + b, np.arange(5.0), 2 * np.arange(5.0) + 1)[0].round(3),
    round(i.quad(np.sin, 0, np.pi)[0], 9),
    round(float(s.norm.cdf(1.96)), 6),
]`,
    value: [[1, -2], [2, 1], 2, 0.975002],
  },
  {
    name: "a regression by a formula",
    code: `import numpy as np, pandas as pd, statsmodels.formula.api as smf
table = pd.DataFrame({"x": np.arange(10.0), "y": 3 * np.arange(10.0) + 2})
[round(p, 3) for p in smf.ols("y ~ x", table).fit_regularized(alpha=0.0).params]`,
    value: [2, 3],
  },
  {
    name: "an expression, shown as a formula",
    code: "import sympy\nsympy.integrate(sympy.sin(sympy.Symbol('x')))",
    displays: [["text/latex"]],
  },
  {
    name: "a graph, drawn",
    code: `import networkx as nx
graph = nx.karate_club_graph()
nx.draw(graph, pos=nx.spring_layout(graph, seed=1))
[nx.shortest_path_length(graph, 0, 33), nx.number_connected_components(graph)]`,
    value: [2, 1],
    displays: [PICTURE],
  },
  {
    name: "a picture",
    code:
      "from PIL import Image, ImageFilter\nImage.new('RGB', (20, 10), 'red').filter(ImageFilter.BLUR)",
    displays: [["image/png"]],
  },
  {
    name: "pages and documents",
    code: `from bs4 import BeautifulSoup
import io, lxml.etree, jinja2, yaml, pandas as pd
[
    BeautifulSoup("<p class=a>x<b>y</b>", "lxml").select_one("p.a b").text,
    BeautifulSoup("<p>z", "html.parser").p.text,
    lxml.etree.fromstring("<a><b>1</b></a>").xpath("string(//b)"),
    pd.read_html(io.StringIO("<table><tr><th>a</th></tr><tr><td>1</td></tr></table>"))[0].a.tolist(),
    jinja2.Template("{{ x + 1 }}").render(x=1),
    yaml.safe_load("a: [1, 2]"),
]`,
    value: ["y", "z", "1", [1], "2", { a: [1, 2] }],
  },
  {
    name: "scalars and arrays as values",
    code: `import numpy as np, pandas as pd
[
    np.int64(5), np.float32(0.5), np.bool_(True), np.str_("x"), np.array([[1, 2]]), np.array(5),
    np.array([1, "x", None], dtype=object), np.datetime64("2024-01-01"), pd.Timestamp("2024-01-01"),
    pd.Timedelta("1D"), pd.NaT, {"none": pd.NaT}, pd.Series([1, 2]).tolist(), float("nan"),
]`,
    value: [
      ...[5, 0.5, true, "x", [[1, 2]], 5, [1, "x", null], "2024-01-01"],
      ...[new Date("2024-01-01"), 86400, "NaT", { none: "NaT" }, [1, 2], NaN],
    ],
  },
  {
    name: "a table as the value, and one that is displayed",
    code:
      "import pandas as pd\ndisplay(pd.DataFrame({'a': [1]}))\npd.DataFrame({'b': [2]})",
    displays: [["text/html", "text/plain"], ["text/html"]],
  },
  {
    name: "plots of several kinds, of which one is left open",
    code: `import matplotlib.pyplot as plt, numpy as np
figure, axes = plt.subplots(2, 2)
axes[0, 0].hist([1, 2, 2]); axes[0, 1].pie([1, 2]); axes[1, 0].imshow(np.eye(3)); axes[1, 1].scatter([1], [2])
axes[0, 0].set_title(r"$\\frac{a}{b}$ é")
plt.show()
plt.contourf(np.eye(3))
None`,
    displays: [PICTURE, PICTURE],
  },
  {
    name: "the backend of images, chosen as for a machine without a screen",
    code:
      "import matplotlib\nmatplotlib.use('Agg')\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
    displays: [PICTURE],
  },
  {
    name: "a package that is not there",
    code: `import traceback
try:
    import nonsense_
except ImportError:
    text = traceback.format_exc()
text.splitlines()[-1]`,
    value: "ModuleNotFoundError: No module named 'nonsense_'",
  },
];

Deno.test({
  name: "programs for data run as they do elsewhere",
  ignore: !CPYTHON.isInstalled,
  async fn(t): Promise<void> {
    await using sandbox = await createSandbox({
      language: "python",
      engine: "cpython",
      isolation: "thread",
      limits: { timeoutMs: 60_000 },
    });
    for (const program of PROGRAMS) {
      await t.step({
        name: program.name,
        // The sandbox outlives the step; the test as a whole has no leak.
        sanitizeOps: false,
        sanitizeResources: false,
        fn: () => check(sandbox, program),
      });
    }
  },
});

async function check(
  sandbox: Sandbox,
  { code, value, displays = [], stdout = /^$/ }: Program,
): Promise<void> {
  const result = await sandbox.run(code);
  assert(result.status === "ok", Deno.inspect(result));
  assertEquals(result.value, value);
  assertEquals(result.displays.map(typesOf), displays);
  assert(stdout.test(result.stdout), result.stdout);
  assertEquals(result.stderr, "");
}

function typesOf(display: Display): string[] {
  return Object.keys(display).toSorted();
}
