// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals } from "@std/assert";
import type { Display, Sandbox } from "../../../mod.ts";
import { type Case, expectStatus, valueOf } from "../suite.ts";

/** Runs code that has to end well, and returns its displays. */
async function shownBy(
  sandbox: Sandbox,
  code: string,
): Promise<readonly Display[]> {
  const result = await sandbox.run(code);
  expectStatus(result, "ok");
  return result.displays;
}

/** Objects with representations of their own. */
const RICH = {
  python: `
class Rich:
    def _repr_html_(self): return "<b>é</b>"
    def _repr_svg_(self): return "<svg/>", {"width": 1}
    def _repr_png_(self): return b"\\x89PNG"
    def _repr_jpeg_(self): return "/9j/"
    def _repr_json_(self): return {"a": [1, None]}
    def _repr_latex_(self): return None
    def _repr_markdown_(self): raise ValueError("swallowed")
    def __repr__(self): return "rich"
display(Rich())`,
  javascript: `
display({
  [Symbol.for("Jupyter.display")]: () => ({
    "text/html": "<b>é</b>",
    "image/svg+xml": "<svg/>",
    "image/png": new Uint8Array([0, 0x89, 0x50, 0x4e, 0x47]).subarray(1),
    "image/jpeg": new Uint8Array([255, 216, 255]).buffer,
    "application/json": { a: [1, null] },
    "text/plain": "rich",
  }),
})`,
};

/** A package with the parts of matplotlib that the engine uses. */
const MATPLOTLIB = `
import os, sys, importlib
files = {
    "matplotlib/__init__.py": """
class _Params(dict):
    def _get_backend_or_none(self): return self.get("backend")
rcParams = _Params()
def use(name): rcParams["backend"] = name
""",
    "matplotlib/figure.py": """
class Figure:
    text = ""
    def savefig(self, file, format=None, bbox_inches=None):
        assert format == "png"
        file.write(b"png of " + self.text.encode())
""",
    "matplotlib/backends/__init__.py": "",
    "matplotlib/backends/backend_agg.py": "class FigureCanvasAgg: pass",
    "matplotlib/pyplot.py": """
import importlib, matplotlib
from matplotlib.figure import Figure
_figures = {}
def figure(number=None):
    number = number or len(_figures) + 1
    return _figures.setdefault(number, Figure())
def plot(text): figure(max(_figures, default=1)).text = text
def get_fignums(): return sorted(_figures)
def close(figure):
    for number in [n for n, one in _figures.items() if one is figure]: del _figures[number]
_name = matplotlib.rcParams["backend"]
_backend = importlib.import_module(_name.removeprefix("module://"))
assert _backend.FigureCanvas.__name__ == "FigureCanvasAgg"
def show(*args, **options): _backend.show(*args, **options)
""",
}
for name, source in files.items():
    os.makedirs(os.path.dirname("/work/site/" + name), exist_ok=True)
    with open("/work/site/" + name, "w") as file: file.write(source)
sys.path.insert(0, "/work/site")
# An engine may have the real one imported.
for name in [one for one in sys.modules if one.split(".")[0] == "matplotlib"]:
    del sys.modules[name]
importlib.invalidate_caches()
import matplotlib.pyplot as plt`;

/** The pictures among the displays, as text. */
function pictures(displays: readonly Display[]): readonly string[] {
  return displays.map((display) => {
    const png = display["image/png"];
    assert(png instanceof Uint8Array, Deno.inspect(display));
    return new TextDecoder().decode(png);
  });
}

/** Displays of guests, beside text. */
export const displayCases: readonly Case[] = [
  {
    name: "display shows any value as text",
    async check({ shared, pick }) {
      const shown = await shownBy(
        await shared(),
        pick({
          python: "display('a', [1])\ndisplay()",
          javascript: "display('a'); display([1])",
        }),
      );
      const [text, list] = shown.map((one) => one["text/plain"]);
      assertEquals(text, "'a'");
      assertEquals(list, pick({ python: "[1]", javascript: "[ 1 ]" }));
      assertEquals(shown.length, 2);
    },
  },
  {
    name: "display shows an object in all its representations",
    async check({ shared, pick }) {
      const [display, ...others] = await shownBy(await shared(), pick(RICH));
      assertEquals(others, []);
      assertEquals({ ...display }, {
        "text/html": "<b>é</b>",
        "image/svg+xml": "<svg/>",
        "image/png": new Uint8Array([0x89, 0x50, 0x4e, 0x47]),
        "image/jpeg": new Uint8Array([255, 216, 255]),
        "application/json": pick({
          python: '{"a": [1, null]}',
          javascript: '{"a":[1,null]}',
        }),
        "text/plain": "rich",
      });
    },
  },
  {
    name: "display takes data of a MIME type",
    async check({ shared, pick }) {
      const shown = await shownBy(
        await shared(),
        pick({
          python: `
class Bundle:
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": "<p>", "image/png": "AQI=", "no mime": "x", 5: "y"}
    def __repr__(self): return "p"
display(Bundle())`,
          javascript:
            "display('<p>', 'text/html'); display(Uint8Array.of(1, 2), 'image/png')",
        }),
      );
      const forms = Object.assign({}, ...shown);
      assertEquals(forms["text/html"], "<p>");
      assertEquals(forms["image/png"], new Uint8Array([1, 2]));
      assertEquals("no mime" in forms || "5" in forms, false);
    },
  },
  {
    name: "onDisplay receives displays in their order among output",
    async check({ shared, pick }) {
      const heard: unknown[] = [];
      const result = await (await shared()).run(
        pick({
          python: "print('a')\ndisplay(1)\nprint('b')\ndisplay(2)",
          javascript:
            "console.log('a'); display(1); console.log('b'); display(2)",
        }),
        {
          onStdout: (text) => heard.push(text),
          onDisplay: (display) => heard.push(display["text/plain"]),
        },
      );
      expectStatus(result, "ok");
      assertEquals(heard.join(""), "a\n1b\n2");
      assertEquals(result.displays.length, 2);
    },
  },
  {
    name: "displayBytes limits displays, and starts anew in each run",
    async check({ shared, pick }) {
      const sandbox = await shared({ limits: { displayBytes: 1_000 } });
      const code = pick({
        python:
          "class Big:\n  def __repr__(self): return 'x' * 600\ndisplay(Big(), Big(), 5)\n7",
        javascript:
          "for (const n of [600, 600, 3]) display('x'.repeat(n), 'text/plain'); 7",
      });
      for (let round = 0; round < 2; round++) {
        const result = await sandbox.run(code);
        expectStatus(result, "output");
        assertEquals(result.truncated, ["displays"]);
        assertEquals(result.displays.length, 2);
        assertEquals(result.value, 7);
      }
    },
  },
  {
    name: "the first thousand displays are kept, and no others",
    async check({ shared, pick }) {
      const result = await (await shared()).run(
        pick({
          python: "for i in range(1500): display(i)",
          javascript: "for (let i = 0; i < 1500; i++) display(i)",
        }),
      );
      expectStatus(result, "output");
      assertEquals(result.displays.length, 1000);
      assertEquals(result.displays.at(-1)?.["text/plain"], "999");
      assertEquals(result.truncated, ["displays"]);
    },
  },
  {
    name: "a large picture arrives whole",
    async check({ shared, pick }) {
      const [display] = await shownBy(
        await shared(),
        pick({
          python:
            "class Big:\n  def _repr_png_(self): return bytes(range(256)) * 8192\ndisplay(Big())",
          javascript:
            "var big = new Uint8Array(2 ** 21); for (let i = 0; i < big.length; i++) big[i] = i; display(big, 'image/png')",
        }),
      );
      const png = display?.["image/png"];
      assert(png instanceof Uint8Array);
      assertEquals(png.byteLength, 2 ** 21);
      assert(png.every((byte, at) => byte === (at & 255)));
    },
  },
  {
    name: "what is displayed before an error is kept",
    async check({ shared, pick }) {
      const result = await (await shared()).run(
        pick({
          python: "display(1)\n1/0",
          javascript: "display(1); throw new Error('x')",
        }),
      );
      expectStatus(result, "error");
      assertEquals(result.displays, [{ "text/plain": "1" }]);
    },
  },
  {
    name: "a value with a representation is displayed, any other is not",
    async check({ shared, language }) {
      if (language !== "python") return;
      const sandbox = await shared();
      const code = `
class Table:
    def _repr_html_(self): return "<table>"
class Bad:
    def _repr_html_(self): raise ValueError
class Everything:
    def __getattr__(self, name): return lambda *a, **b: "x"
`;
      assertEquals(await shownBy(sandbox, `${code}Table()`), [
        { "text/html": "<table>" },
      ]);
      for (
        const value of ["Table", "Bad()", "Everything()", "[Table()]", "5"]
      ) {
        assertEquals(await shownBy(sandbox, value), [], value);
      }
      // Also if the value is awaited.
      const awaited = "async def f(): return Table()\nawait f()";
      assertEquals((await shownBy(sandbox, awaited)).length, 1);
      // A file that is run displays what it displays, and not its last value.
      const file = await sandbox.run(`${code}display(1); Table()`, {
        echo: "none",
      });
      assertEquals(file.displays, [{ "text/plain": "1" }]);
    },
  },
  {
    name: "figures of matplotlib are displayed by show(), and when left open",
    async check({ open, language }) {
      if (language !== "python") return;
      const sandbox = await open();
      const first = await shownBy(sandbox, `${MATPLOTLIB}\nplt.plot("left")`);
      assertEquals(pictures(first), ["png of left"]);
      assertEquals(await shownBy(sandbox, "None"), []);
      const shown = await sandbox.run(
        "plt.plot('one')\nplt.show()\nprint('between')\nplt.plot('two')\nplt.figure(2).text = 'three'",
      );
      expectStatus(shown, "ok");
      assertEquals(pictures(shown.displays), [
        "png of one",
        "png of two",
        "png of three",
      ]);
      // A figure that is the value is not displayed a second time for being open.
      const value = await shownBy(sandbox, "plt.plot('value')\nplt.figure(1)");
      assertEquals(pictures(value), ["png of value"]);
      const failed = await sandbox.run("plt.plot('before')\n1/0");
      expectStatus(failed, "error");
      assertEquals(pictures(failed.displays), ["png of before"]);
      assertEquals(await valueOf(sandbox, "plt.get_fignums()"), []);
    },
  },
];
