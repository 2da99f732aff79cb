/**
 * Runs JavaScript in the realm of a guest's worker. Python in Pyodide must be assumed able to run any JavaScript, so
 * the attacks on the worker's own walls start from there.
 *
 * @module
 */
import type { Gap } from "./_without.ts";

/** JavaScript in the realm of a guest's worker, as an attacker runs it after breaking out of the interpreter. */
export interface Attempt {
  readonly name: string;
  /** An expression, which may await; `bring` imports a specifier. */
  readonly code: string;
}

/** Helpers for attempts. */
const TOOLS = `
function bring(specifier) { return import(specifier); }
function siteOf() {
  Error.prepareStackTrace = (_, sites) => sites;
  return new Error().stack[0];
}`;

/** Puts attempts into the worker of Python's engine: the code of a run names the attempt. */
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

/** Keeps the realm as Deno creates it. */
export const NOT_STRIPPED: readonly Gap[] = [
  {
    file: "engines/pyodide/worker.js",
    wall: "denyImports();\n  strip(",
    instead: "void (",
  },
  {
    file: "engines/worker/originals.js",
    wall: "delete realm.process;\ndelete realm.Deno;",
    instead:
      "const { process, Deno } = globalThis; delete realm.process; delete realm.Deno;",
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
    wall: "export function importBuiltin(",
    instead:
      "export function giveBack() { Object.assign(globalThis, { Deno, process }); }\nexport function importBuiltin(",
  },
];
