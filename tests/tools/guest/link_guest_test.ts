import { assertEquals, assertThrows } from "@std/assert";
import { pyodide } from "../../../engines/pyodide/engine.ts";
import { quickjs } from "../../../engines/quickjs/engine.ts";
import { linkWorker, withoutComments } from "../../../engines/worker/link.ts";
import { linkGuest } from "../../../tools/guest/link_guest.ts";
import { scriptFiles } from "../../../tools/guest/main.ts";
import { linkScripts } from "../../../tools/guest/scripts.ts";

/** Evaluates a script that was linked. */
async function evaluate(
  files: Readonly<Record<string, string>>,
  entry: string,
): Promise<Record<string, unknown>> {
  const code = `export default ${linkGuest(files, entry)}`;
  const url = `data:application/javascript,${encodeURIComponent(code)}`;
  return (await import(url)).default;
}

Deno.test("linkGuest() puts modules before those that import them, each once", async () => {
  const { list } = await evaluate({
    "log.js": "export const log = [];\n",
    "a/one.js": 'import { log } from "../log.js";\n\nlog.push("one");\n' +
      "export class One {}\n",
    "a/two.js": 'import { log } from "../log.js";\n' +
      'import { One } from "./one.js";\n\nlog.push("two", One.name);\n' +
      "export async function* two() {}\n",
    "main.js": 'import {\n  log,\n} from "./log.js";\n' +
      'import { two } from "./a/two.js";\nimport { One } from "./a/one.js";\n\n' +
      "const [name, { length }] = [One.name, two];\n" +
      "export const list = [...log, name, length];\n",
  }, "main.js");
  assertEquals(list, ["one", "two", "One", "One", 0]);
});

Deno.test("linkGuest() gives what the entry exports, and nothing else, in strict mode", async () => {
  const exported = await evaluate({
    "a.js": "export const hidden = 1;\n",
    "b.js":
      'import { hidden } from "./a.js";\nexport const { shown } = { shown: hidden };\n' +
      "export function self() {\n  return this;\n}\n",
  }, "b.js");
  assertEquals(Object.getPrototypeOf(exported), null);
  assertEquals(Object.keys(exported), ["shown", "self"]);
  const { self } = exported;
  assertEquals(typeof self === "function" && self(), undefined);
});

Deno.test("linkGuest() refuses what it would link wrongly", async (t) => {
  const cases: Readonly<
    Record<string, readonly [files: Record<string, string>, message: string]>
  > = {
    "a module that is missing": [
      { "a.js": 'import { b } from "./b.js";\n' },
      "b.js",
    ],
    "modules that import each other": [
      {
        "a.js": 'import { b } from "./b.js";\nexport const a = 1;\n',
        "b.js": 'import { a } from "./a.js";\nexport const b = 1;\n',
      },
      "circle",
    ],
    "a name that two declare": [
      {
        "a.js": 'import { b } from "./b.js";\nconst c = 1;\n',
        "b.js": "const { d: c } = {};\nexport const b = 1;\n",
      },
      "b.js has it): current value is c",
    ],
    "an import of what is not exported": [
      {
        "a.js": 'import { b } from "./b.js";\n',
        "b.js": "function b() {}\n",
      },
      "b.js must export what it imports: current value is b",
    ],
    "an import under another name": [
      {
        "a.js": 'import { b as c } from "./b.js";\n',
        "b.js": "export const b = 1;\n",
      },
      "b as c",
    ],
    "a default export": [{ "a.js": "export default 1;\n" }, "export default"],
    "another import": [{ "a.js": 'import "./b.js";\n' }, 'import "./b.js"'],
  };
  for (const [name, [files, message]] of Object.entries(cases)) {
    await t.step(name, () => {
      assertThrows(() => linkGuest(files, "a.js"), TypeError, message);
    });
  }
});

/** What only readers and the type checker need, and would be loaded for nothing or not be found. */
const FOR_CHECKER = /@(?:import|typedef|ts-types)\b/;

Deno.test("the guest's scripts are expressions, without what is for the type checker", () => {
  const { early, late } = linkScripts();
  for (const [name, script] of Object.entries({ ...early, ...late })) {
    // Throws if it is not one.
    new Function(`return ${script}`);
    assertEquals(FOR_CHECKER.exec(script)?.[0], undefined, name);
  }
});

Deno.test("the scripts in the engine's folder are those of its modules: else run `deno task build:guest`", async () => {
  for (const [name, text] of Object.entries(scriptFiles())) {
    const url = new URL(
      `../../../engines/javascript/scripts/${name}`,
      import.meta.url,
    );
    assertEquals(await Deno.readTextFile(url) === text, true, name);
  }
});

Deno.test("linkWorker() leaves out what is for the type checker", () => {
  for (const engine of [pyodide, quickjs]) {
    for (const language of engine.languages) {
      linkWorker(engine.worker(language), (source) => {
        assertEquals(FOR_CHECKER.exec(source)?.[0], undefined, language);
        return "data:,";
      });
    }
  }
});

Deno.test("withoutComments() keeps all code", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["// a\nx;\n", "x;\n"],
    ["x; // a\n", "x; // a\n"],
    ["/** a */\nx;\n", "x;\n"],
    ["  /**\n   * a\n   */\n  x;\n", "  x;\n"],
    ["/** @type {a} */ (x);\n", "/** @type {a} */ (x);\n"],
    [
      "/** @type {a} */ (\n  /** @type {b} */ (x)\n);\n// c\ny;\n",
      "/** @type {a} */ (\n  /** @type {b} */ (x)\n);\ny;\n",
    ],
    ["/* a */\nx;", "/* a */\nx;"],
    ["x;\n// a", "x;\n"],
    ["", ""],
  ];
  for (const [source, kept] of cases) {
    assertEquals(withoutComments(source), kept, source);
  }
});
