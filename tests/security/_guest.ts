/**
 * Sandboxes for tests with many attacks: one serves until an attack closes it.
 *
 * @module
 */
import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import {
  createSandbox,
  type EngineName,
  type Isolation,
  type Language,
  type RunOptions,
  type RunResult,
  type RunStatus,
  type Sandbox,
  type SandboxOptions,
} from "../../mod.ts";
import { CPYTHON } from "../_cpython.ts";
import { atLevel, LEVEL } from "../level.ts";

/** All isolations. */
export const ISOLATIONS: readonly Isolation[] = ["process", "thread"];

/** The languages whose guests attack. */
export const LANGUAGES: readonly Language[] = ["python", "javascript"];

/** The engines of a language, each with whether it is there. */
export const ENGINES_OF: Readonly<
  Record<Language, readonly (readonly [EngineName, boolean])[]>
> = {
  python: [["pyodide", true], ["cpython", CPYTHON.isInstalled]],
  javascript: [["quickjs", true]],
  typescript: [["quickjs", true]],
};

/** A sandbox that is replaced when an attack has closed it. */
export class Guest implements AsyncDisposable {
  readonly #options: SandboxOptions;
  readonly #keepsSpare: boolean;
  #sandbox: Sandbox | undefined;
  #spare: Promise<Sandbox> | undefined;

  /** @param keepsSpare Whether the next sandbox starts while this one is attacked */
  constructor(options: SandboxOptions, keepsSpare = false) {
    this.#options = options;
    this.#keepsSpare = keepsSpare;
  }

  /** An open sandbox. */
  async sandbox(): Promise<Sandbox> {
    if (this.#sandbox === undefined || this.#sandbox.closed) {
      const next = this.#spare ?? createSandbox(this.#options);
      this.#spare = undefined;
      this.#sandbox = await next;
      if (this.#keepsSpare) this.#spare = createSandbox(this.#options);
    }
    return this.#sandbox;
  }

  /** Runs code. */
  async run(code: string, options?: RunOptions): Promise<RunResult> {
    return await (await this.sandbox()).run(code, options);
  }

  /** Asserts that an innocent program still runs correctly, in this sandbox or in the next. */
  async assertInnocent(): Promise<void> {
    const result = await this.run("[1 + 1, 'ok']", {
      limits: { timeoutMs: 20_000 },
    });
    assert(result.status === "ok", Deno.inspect(result));
    assertEquals(result.value, [2, "ok"]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sandbox?.close();
    await (await this.#spare)?.close();
  }
}

/** An attack in guest code. */
export interface Attack {
  /** A short description. */
  readonly name: string;
  readonly code: string;
  /** The statuses with which it may end, if they differ from those that the test expects of all. */
  readonly ends?: readonly RunStatus[];
  /** The same for one engine, where it differs from the others. */
  readonly endsOn?: Partial<Record<EngineName, readonly RunStatus[]>>;
  /** The only engine that has what it attacks. */
  readonly on?: EngineName;
}

/** The sandbox that is attacked. */
export interface Target {
  readonly language: Language;
  readonly engine: EngineName;
  readonly isolation: Isolation;
  readonly options?: SandboxOptions;
}

/** Registers one test for each engine and isolation, with a step for each attack; the level skips some. */
export function testAttacks(
  threat: string,
  { language, attacks, options = {}, keepsSpare = false, fn }: {
    readonly language: Language;
    readonly attacks: readonly Attack[];
    readonly options?: SandboxOptions;
    /** Whether the next sandbox starts while one is attacked; useful when most attacks close theirs. */
    readonly keepsSpare?: boolean;
    readonly fn: (
      guest: Guest,
      attack: Attack,
      target: Target,
    ) => Promise<void>;
  },
): void {
  for (const [engine, isInstalled] of ENGINES_OF[language]) {
    const made = attacksOn(engine, attacks);
    for (const isolation of ISOLATIONS) {
      Deno.test({
        name: `${threat} (${nameOf(language, engine)}, ${isolation})`,
        ignore: !isInstalled || made.length === 0,
        async fn(t): Promise<void> {
          await using guest = new Guest(
            { language, engine, isolation, ...options },
            keepsSpare && made.length > 1 && LEVEL.attacksPerList > 1,
          );
          await tryEach(t, made, async (attack) => {
            await fn(guest, attack, { language, engine, isolation, options });
          });
        },
      });
    }
  }
}

/** What a test calls its guests: by their language, or by the engine if it is not the default one. */
export function nameOf(language: Language, engine: EngineName): string {
  return ENGINES_OF[language][0]?.[0] === engine ? language : engine;
}

/** The attacks of a list that an engine has the means for, with the statuses that are expected of it. */
function attacksOn(
  engine: EngineName,
  attacks: readonly Attack[],
): readonly Attack[] {
  return attacks.filter(({ on = engine }) => on === engine).map((attack) => {
    const ends = attack.endsOn?.[engine];
    return ends === undefined ? attack : { ...attack, ends };
  });
}

/**
 * Makes each attack of a list in a step of its own; the level skips some.
 *
 * @param t The test. What it leaves open at its end is reported
 * @param attacks The list
 * @param fn Makes one of them
 */
export async function tryEach<T extends { readonly name: string }>(
  t: Deno.TestContext,
  attacks: Iterable<T>,
  fn: (attack: T) => Promise<void>,
): Promise<void> {
  for (const [attack, level] of atLevel(attacks)) {
    await t.step({
      ...level,
      name: attack.name,
      // The sandbox outlives its step; the test as a whole has no leak.
      sanitizeOps: false,
      sanitizeResources: false,
      fn: () => fn(attack),
    });
  }
}

/** Asserts that a run ended with one of these statuses. */
export function assertEnded(
  result: RunResult,
  ends: readonly RunStatus[],
): void {
  assert(
    ends.includes(result.status),
    `The run should have ended as ${ends.join(" or ")}: ${
      Deno.inspect(result, { strAbbreviateSize: 300 })
    }`,
  );
}
