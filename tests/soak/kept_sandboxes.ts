/**
 * Sandboxes that are kept from run to run, each with the sum that its guest should have.
 *
 * @module
 */
import {
  createSandbox,
  type Isolation,
  type Language,
  type Sandbox,
} from "../../mod.ts";
import { LIMITS } from "./programs.ts";

/** How many idle sandboxes of a kind are kept. */
const MAX_IDLE = 2;
/** How many runs a sandbox serves before it is closed. */
const MAX_RUNS = 40;

/** A kind of sandbox. */
export interface Kind {
  readonly language: Language;
  readonly isolation: Isolation;
}

/** A sandbox with its expected state. */
export interface Kept {
  readonly sandbox: Sandbox;
  total: number;
  runs: number;
}

/** The sandboxes of one soak. */
export class KeptSandboxes implements AsyncDisposable {
  readonly #idle = new Map<string, Kept[]>();

  /** A sandbox that has no other user now. */
  async take({ language, isolation }: Kind): Promise<Kept> {
    const waiting = this.#idle.get(`${language} ${isolation}`)?.shift();
    if (waiting !== undefined) return waiting;
    const limits = LIMITS[language];
    const sandbox = await createSandbox({ language, isolation, limits });
    return { sandbox, total: 0, runs: 0 };
  }

  /** Takes a sandbox back, and closes it after its last run. */
  async giveBack(kept: Kept): Promise<void> {
    const { sandbox } = kept;
    const key = `${sandbox.language} ${sandbox.isolation}`;
    const idle = this.#idle.get(key) ?? [];
    this.#idle.set(key, idle);
    const isWanted = !sandbox.closed && ++kept.runs < MAX_RUNS &&
      idle.length < MAX_IDLE;
    if (isWanted) idle.push(kept);
    else await sandbox.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const all = [...this.#idle.values()].flat();
    this.#idle.clear();
    await Promise.all(all.map(({ sandbox }) => sandbox.close()));
  }
}
