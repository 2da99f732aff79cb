/**
 * Completes names at a prompt. The guest lists its own names and attributes.
 *
 * @module
 */
import type { Language } from "../../core/options.ts";
import type { Choices } from "../line_editor.ts";
import type { CommandSandbox } from "../command.ts";
import { DOT_COMMAND_NAMES } from "./dot_commands.ts";
import { KEYWORDS } from "./editor/paint.ts";

/** Milliseconds for the guest to list names. Reading an attribute may run its code. */
const COMPLETION_MS = 1_000;

const MOST_WORDS = 500;

/** Names of the guest that are longer are not offered. */
const NAME = /^[\p{L}\p{N}_$]{1,200}$/u;

/** Names with dots between them, at the end of a text. */
const CHAIN =
  /(?<![\p{L}\p{N}_$.)\]}"'`])[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}\p{N}_$]*)*$/u;

/** What is being completed: `os.path.jo` has the owner `os.path` and the beginning `jo`. */
interface Word {
  readonly owner: string;
  readonly start: string;
  /** The module whose names are imported (`from math import sq`); empty if the name of a module is expected. */
  readonly module: string | undefined;
}

/** Options for completing a text. */
export interface CompletionOptions {
  readonly language: Language;
  readonly sandbox: CommandSandbox | undefined;
  /** Names that the guest cannot list, such as those of `let` and `const`. */
  readonly declared: ReadonlySet<string>;
}

/**
 * Completes the end of a text.
 *
 * @param text The text before the cursor
 * @param options The language, and the guest
 * @returns The names that may stand there
 */
export async function complete(
  text: string,
  { language, sandbox, declared }: CompletionOptions,
): Promise<Choices> {
  const command = /^\s*\.([a-z]*)$/.exec(text)?.[1];
  if (command !== undefined) {
    const words = DOT_COMMAND_NAMES.filter((one) => one.startsWith(command));
    return { from: text.length - command.length, words };
  }
  const chain = CHAIN.exec(text)?.[0];
  if (chain === undefined) return { from: text.length, words: [] };
  const dot = chain.lastIndexOf(".");
  const word = {
    owner: chain.slice(0, Math.max(dot, 0)),
    start: chain.slice(dot + 1),
    module: language === "python" ? moduleOf(text) : undefined,
  };
  const own = word.owner === "" && word.module === undefined
    ? [...KEYWORDS[language], ...declared]
    : [];
  const listed = sandbox === undefined || sandbox.closed
    ? []
    : await listNames(word, { language, sandbox });
  const words = [...own, ...listed].filter((name) =>
    name.startsWith(word.start) && NAME.test(name)
  );
  return {
    from: text.length - word.start.length,
    words: [...new Set(words)].sort().slice(0, MOST_WORDS),
  };
}

/** Returns the module of an import statement, empty if its own name is typed, or `undefined` outside of such a statement. */
function moduleOf(text: string): string | undefined {
  const found =
    /(?:^|\n)\s*(?:import\s+[\w.,\s]*|from\s+([\w.]+)\s+import\s+\(?[\w,\s]*|from\s+[\w.]*)$/
      .exec(text);
  return found === null ? undefined : found[1] ?? "";
}

/** Has the guest list its names. A guest that lies about them deceives only its user about itself. */
async function listNames(
  word: Word,
  { language, sandbox }: {
    readonly language: Language;
    readonly sandbox: CommandSandbox;
  },
): Promise<readonly string[]> {
  const listing = language === "python" ? pythonListing : javascriptListing;
  let output = "";
  try {
    await sandbox.run(listing(word), {
      filename: "<complete>",
      echo: "none",
      limits: { timeoutMs: COMPLETION_MS },
      onStdout: (text) => void (output += text),
    });
    const names: unknown = JSON.parse(output.split("\n").at(-2) ?? "[]");
    return Array.isArray(names)
      ? names.filter((name) => typeof name === "string")
      : [];
  } catch {
    return [];
  }
}

/** Lists names in a namespace of its own, so that nothing of it remains in the guest's. */
const PYTHON_LISTING = `
import builtins, importlib, json, os, sys
def names():
    if module: return dir(importlib.import_module(module))
    if module is not None:
        if owner: return dir(importlib.import_module(owner))
        found = set(sys.stdlib_module_names) | set(sys.modules)
        for place in sys.path:
            if os.path.isdir(place):
                found.update(name.split(".")[0] for name in os.listdir(place))
        return found
    first, *rest = owner.split(".") if owner else [""]
    if not first: return {*space, *dir(builtins)}
    value = space[first] if first in space else getattr(builtins, first)
    for name in rest: value = getattr(value, name)
    return dir(value)
found = [name for name in names() if isinstance(name, str) and name.startswith(start)]
if not start.startswith("_"): found = [name for name in found if not name.startswith("_")]
os.write(1, ("\\n" + json.dumps(found[:${MOST_WORDS}]) + "\\n").encode())
`;

function pythonListing({ owner, start, module }: Word): string {
  const given = JSON.stringify({ owner, start, module: module ?? null });
  const [code, values] = [PYTHON_LISTING, given].map((one) =>
    JSON.stringify(one)
  );
  return `__import__("builtins").exec(${code}, {**__import__("json").loads(${values}), "space": __import__("builtins").globals()})
None`;
}

function javascriptListing({ owner, start }: Word): string {
  return `(() => {
  const found = new Set();
  let value = ${owner === "" ? "globalThis" : owner};
  if (value === undefined || value === null) return;
  value = Object(value);
  for (let depth = 0; value !== null && depth < 20; depth++) {
    for (const name of Object.getOwnPropertyNames(value)) {
      if (name.startsWith(${JSON.stringify(start)})) found.add(name);
    }
    value = Object.getPrototypeOf(value);
  }
  console.log("\\n" + JSON.stringify([...found].slice(0, ${MOST_WORDS})));
})()`;
}

/**
 * Returns the names that a statement declares, as far as they are easily seen.
 *
 * @param code JavaScript or TypeScript
 * @returns The names of `let`, `const`, `class` and functions
 */
export function declaredNames(code: string): readonly string[] {
  const names: string[] = [];
  const pattern =
    /\b(?:let|const|var|class|function\s*\*?|enum|using)\s+(?:([\p{L}_$][\p{L}\p{N}_$]*)|[{[]([^=;]*)[}\]]\s*=)/gu;
  for (const [, name, parts = ""] of code.matchAll(pattern)) {
    if (name !== undefined) names.push(name);
    names.push(
      ...parts.match(/[\p{L}_$][\p{L}\p{N}_$]*(?=\s*(?:,|$))/gu) ?? [],
    );
  }
  return names;
}
