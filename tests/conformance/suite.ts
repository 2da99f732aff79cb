/**
 * Runs the conformance cases against one engine, in every isolation.
 *
 * @module
 */
import "../_ask_worker_options.ts";
import { assert } from "@std/assert";
import type { EngineName } from "../../core/languages.ts";
import {
  createSandbox,
  type Isolation,
  type Language,
  type RunResult,
  type RunStatus,
  type Sandbox,
  type SandboxOptions,
} from "../../mod.ts";
import { LEVEL } from "../level.ts";

/** The same program in each language; TypeScript uses JavaScript's if it has none of its own. */
export interface Code {
  readonly python: string;
  readonly javascript: string;
  readonly typescript?: string;
}

/** The arguments of a case. */
export interface Context {
  readonly language: Language;
  readonly isolation: Isolation;
  /** A sandbox that is shared with the other cases that request these options. */
  shared(options?: SandboxOptions): Promise<Sandbox>;
  /** A separate sandbox for the case, closed after it. */
  open(options?: SandboxOptions): Promise<Sandbox>;
  /** The program in the guest's language. */
  pick<T>(by: PerLanguage<T>): T;
}

/** A value for each language. */
export interface PerLanguage<T> {
  readonly python: T;
  readonly javascript: T;
  readonly typescript?: T;
}

/** A requirement for every engine. */
export interface Case {
  /** The requirement, as a sentence; unique. */
  readonly name: string;
  readonly check: (context: Context) => Promise<void>;
}

/** The engine under test, and its variants. */
export interface Subject {
  readonly language: Language;
  /** The default is the engine of the language. */
  readonly engine?: EngineName;
  readonly isolations: readonly Isolation[];
  /**
   * The cases that this engine does not pass, each with the reason. The suite fails if such a case passes after all, or
   * does not exist.
   */
  readonly skips?: Readonly<Record<string, string>>;
  /** The same for one isolation alone. */
  readonly skipsIn?: Readonly<
    Partial<Record<Isolation, Readonly<Record<string, string>>>>
  >;
}

/** The part of a test context that runs steps. */
export type Steps = Pick<Deno.TestContext, "step">;

/** Registers a test, which is ignored if the level excludes its isolation. */
export type Register = (
  name: string,
  fn: (t: Steps) => Promise<void>,
  options: { readonly ignore: boolean },
) => void;

/** A reason has at least this many words. */
const MIN_REASON_WORDS = 3;

/**
 * Registers the tests of an engine.
 *
 * @param cases The cases
 * @param subject The engine under test
 * @param register Registers each test
 */
export function testConformance(
  cases: readonly Case[],
  subject: Subject,
  register: Register = (name, fn, options) => Deno.test(name, options, fn),
): void {
  const { language, engine, isolations, skips = {}, skipsIn = {} } = subject;
  const name = engine === undefined ? language : `${language} on ${engine}`;
  for (const one of [skips, ...Object.values(skipsIn)]) checkSkips(cases, one);
  for (const isolation of isolations) {
    register(
      `createSandbox() conforms with ${name} in a ${isolation}`,
      async (t) => {
        await using sandboxes = new Sandboxes({ language, engine, isolation });
        for (const one of cases) {
          const reason = skips[one.name] ?? skipsIn[isolation]?.[one.name];
          await t.step({
            name: reason === undefined
              ? one.name
              : `${one.name} (skipped: ${reason})`,
            // The shared sandbox outlives its step; the test as a whole has no leak.
            sanitizeOps: false,
            sanitizeResources: false,
            fn: () => runCase(one, { sandboxes, reason }),
          });
        }
      },
      { ignore: !LEVEL.isolations.includes(isolation) },
    );
  }
}

function checkSkips(
  cases: readonly Case[],
  skips: Readonly<Record<string, string>>,
): void {
  const names = new Set(cases.map(({ name }) => name));
  assert(names.size === cases.length, "Two cases have the same name");
  for (const [name, reason] of Object.entries(skips)) {
    assert(names.has(name), `There is no case "${name}" to skip`);
    const words = reason.trim().split(/\s+/);
    assert(
      words.length >= MIN_REASON_WORDS,
      `The skip of "${name}" needs a reason: current value is "${reason}"`,
    );
  }
}

/** Asserts the status of a run, and narrows its result to it. */
export function expectStatus<S extends RunStatus>(
  result: RunResult,
  status: S,
): asserts result is Extract<RunResult, { status: S }> {
  assert(
    result.status === status,
    `The run should have ended as "${status}": ${Deno.inspect(result)}`,
  );
}

/** Runs code that has to end well, and returns its value. */
export async function valueOf(
  sandbox: Sandbox,
  code: string,
): Promise<unknown> {
  const result = await sandbox.run(code);
  expectStatus(result, "ok");
  return result.value;
}

async function runCase(
  { name, check }: Case,
  { sandboxes, reason }: { sandboxes: Sandboxes; reason: string | undefined },
): Promise<void> {
  try {
    await check(sandboxes.context());
  } catch (error) {
    if (reason === undefined) throw error;
    return;
  } finally {
    await sandboxes.closeOwn();
  }
  assert(reason === undefined, `"${name}" passes: remove its skip (${reason})`);
}

/** How many sandboxes are started in advance. */
const MAX_SPARE = 4;

/** What all sandboxes of a test have in common. */
interface Kind {
  readonly language: Language;
  readonly engine: EngineName | undefined;
  readonly isolation: Isolation;
}

/** The sandboxes of one test. */
class Sandboxes implements AsyncDisposable {
  readonly #kind: Kind;
  readonly #shared = new Map<string, Sandbox>();
  #own: Sandbox[] = [];
  /** Sandboxes without options that no case has used yet. */
  #spare: Promise<Sandbox>[] = [];

  constructor(kind: Kind) {
    this.#kind = kind;
  }

  context(): Context {
    const { language, isolation } = this.#kind;
    return {
      language,
      isolation,
      shared: (options) => this.#openShared(options),
      open: (options) => this.#openOwn(options),
      pick: (by) => {
        if (language === "python") return by.python;
        return language === "typescript"
          ? by.typescript ?? by.javascript
          : by.javascript;
      },
    };
  }

  async closeOwn(): Promise<void> {
    const own = this.#own;
    this.#own = [];
    await Promise.all(own.map((sandbox) => sandbox.close()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const spare = await Promise.all(this.#spare);
    for (const sandbox of [...this.#shared.values(), ...spare]) {
      await sandbox.close();
    }
  }

  async #openShared(options?: SandboxOptions): Promise<Sandbox> {
    const key = JSON.stringify(
      options ?? {},
      (_, value) => typeof value === "function" ? "a function" : value,
    );
    const known = this.#shared.get(key);
    // A case that broke it must not break the cases after it.
    if (known !== undefined && !known.closed) return known;
    const sandbox = await this.#create(options);
    this.#shared.set(key, sandbox);
    return sandbox;
  }

  async #openOwn(options?: SandboxOptions): Promise<Sandbox> {
    const sandbox =
      await (options === undefined ? this.#takeSpare() : this.#create(options));
    this.#own.push(sandbox);
    return sandbox;
  }

  /** Starting several sandboxes takes hardly longer than starting one. */
  #takeSpare(): Promise<Sandbox> {
    if (this.#spare.length === 0) {
      this.#spare = Array.from({ length: MAX_SPARE }, () => this.#create());
    }
    return this.#spare.shift() ?? this.#create();
  }

  #create(options: SandboxOptions = {}): Promise<Sandbox> {
    const { language, engine, isolation } = this.#kind;
    return createSandbox({
      language,
      ...(engine && { engine }),
      isolation,
      ...options,
    });
  }
}
