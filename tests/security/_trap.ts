/**
 * A mounted directory with traps, and a guest that tries them.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import {
  createSandbox,
  type Isolation,
  type Limits,
  type RunResult,
  type Sandbox,
  type Value,
} from "../../mod.ts";

/** A mounted directory with traps in it, and its surroundings. */
export class Trap implements AsyncDisposable {
  readonly secret: string = `secret-${crypto.randomUUID()}`;
  readonly base: string = Deno.realPathSync(
    Deno.makeTempDirSync({ prefix: "trap-" }),
  );
  readonly inside: string = `${this.base}/inside`;
  readonly #before: string;

  constructor() {
    const at = (name: string): string => `${this.base}/${name}`;
    Deno.mkdirSync(at("inside/d/e"), { recursive: true });
    Deno.mkdirSync(at("outside"));
    for (
      const name of [
        "secret.txt",
        "outside/secret.txt",
        "outside/file.txt",
        "hard.txt",
      ]
    ) {
      Deno.writeTextFileSync(at(name), this.secret);
    }
    Deno.writeTextFileSync(at("inside/d/file.txt"), "harmless");
    Deno.writeTextFileSync(at("inside/a.txt"), "harmless");
    const links: Readonly<Record<string, string>> = {
      "relative": "../secret.txt",
      "absolute": at("secret.txt"),
      "directory": at("outside"),
      "d/up": "../../secret.txt",
      "chain-1": "chain-2",
      "chain-2": "directory/secret.txt",
      "root": "/",
      "self": "/proc/self",
      "loop": "loop",
      "zero": "/dev/zero",
      "inner": "d/file.txt",
      "dangling": "../new.txt",
      "dangling-absolute": at("outside/new.txt"),
    };
    for (const [name, target] of Object.entries(links)) {
      Deno.symlinkSync(target, at(`inside/${name}`));
    }
    Deno.linkSync(at("hard.txt"), at("inside/hard"));
    this.#before = this.#describe();
  }

  /** Asserts that a guest saw nothing of the outside, and no host path. */
  assertUnseen(...results: readonly RunResult[]): void {
    const text = Deno.inspect(results, { depth: 20, strAbbreviateSize: 1e7 });
    assert(!text.includes(this.secret), `The secret leaked: ${text}`);
    assert(!text.includes(this.base), `A host path leaked: ${text}`);
  }

  /** Asserts that nothing outside was changed or made. */
  assertUntouched(): void {
    assertEquals(this.#describe(), this.#before);
  }

  #describe(): string {
    const list = (name: string): string[] =>
      Array.from(Deno.readDirSync(`${this.base}/${name}`), (one) => one.name)
        .sort();
    const files = [
      "secret.txt",
      "outside/secret.txt",
      "outside/file.txt",
      "hard.txt",
    ];
    return JSON.stringify([
      list("."),
      list("outside"),
      files.map((name) => Deno.readTextFileSync(`${this.base}/${name}`)),
    ]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.base, { recursive: true });
  }
}

/** A guest in which the trap is mounted in each mode. */
export function open(
  trap: Trap,
  isolation: Isolation,
  limits: Partial<Limits> = {},
): Promise<Sandbox> {
  return createSandbox({
    isolation,
    limits,
    mounts: [
      { host: trap.inside, guest: "/ro" },
      { host: trap.inside, guest: "/rw", mode: "rw" },
      { host: trap.inside, guest: "/over", mode: "overlay" },
    ],
  });
}

/** The value of code that has to go well. */
export async function valueOf(
  sandbox: Sandbox,
  code: string,
): Promise<Value | undefined> {
  const result = await sandbox.run(code, { limits: { timeoutMs: 20_000 } });
  assert(result.status === "ok", Deno.inspect(result));
  return result.value;
}

const PRELUDE =
  "import importlib.util, json, os, shutil, sqlite3, sandglass_host";

/** Tries every use of every path, and returns the name of each error. */
export function tryAll(
  ways: readonly string[],
  uses: readonly string[],
): string {
  return `
${PRELUDE}
ends = []
for p in ${JSON.stringify(ways)}:
    for use in ${JSON.stringify(uses)}:
        try:
            ends.append(repr(eval(use)))
        except BaseException as error:
            ends.append(f'{type(error).__name__} {error}')
ends`;
}

/** The names in a directory. */
export function namesIn(directory: string): string[] {
  return Array.from(Deno.readDirSync(directory), ({ name }) => name);
}
