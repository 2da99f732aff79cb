/**
 * JavaScript in the realm of a guest's worker: Python in Pyodide has to be taken for able to run any, so the attacks on
 * the worker's own walls do not ask how it got there.
 *
 * @module
 */
import type { Gap } from "./_without.ts";

/** JavaScript in the realm of a guest's worker, as whoever broke out of the interpreter would run it. */
export interface Attempt {
  readonly name: string;
  /** An expression, which may await; `bring` imports what it is given. */
  readonly code: string;
}

/** What an attempt may use. */
const TOOLS = `
function bring(specifier) { return import(specifier); }
function siteOf() {
  Error.prepareStackTrace = (_, sites) => sites;
  return new Error().stack[0];
}`;

/** Puts JavaScript into the worker of Python's engine: the code of a run names the attempt that is made. */
export function breakIn(attempts: readonly Attempt[]): Gap[] {
  const table = attempts.map(({ name, code }) =>
    `${JSON.stringify(name)}: async () => (${code})`
  );
  return [{
    file: "engines/pyodide/worker.js",
    wall: "say(await run(guest, files, message));",
    instead: `{
          const value = JSON.stringify(await attempt(message.code));
          say({ type: "done", run: message.run, status: "ok", value, cut: [], broken: false });
        }`,
  }, {
    file: "engines/pyodide/worker.js",
    wall: "\nbegin(serve);",
    instead: `${TOOLS}
const attempts = { ${table.join(",\n")} };
async function attempt(name) {
  try {
    const value = await attempts[name]();
    return value === undefined || value === false ? "undefined" : "reached" + (typeof value === "string" ? " " + value : "");
  } catch (error) {
    return String(error?.name ?? error);
  }
}
begin(serve);`,
  }];
}

/** The realm as it comes. */
export const NOT_STRIPPED: readonly Gap[] = [
  {
    file: "engines/pyodide/worker.js",
    wall: "denyImports();\n  strip([",
    instead: "void ([",
  },
  {
    file: "engines/worker/originals.js",
    wall: "delete realm.process;\ndelete realm.Deno;",
    instead:
      "const { process } = globalThis; delete globalThis.process; delete globalThis.Deno;",
  },
  {
    file: "engines/pyodide/worker.js",
    wall: `say({ type: "ready" });`,
    instead: `say({ type: "ready" }); giveBack();`,
  },
  {
    file: "engines/pyodide/worker.js",
    wall: `import { holdLock } from`,
    instead: `import { giveBack, holdLock } from`,
  },
  {
    file: "engines/worker/originals.js",
    wall: "/** @type {Promise<unknown>} */",
    instead:
      "export function giveBack() { Object.assign(globalThis, { Deno, process }); }\n",
  },
];
