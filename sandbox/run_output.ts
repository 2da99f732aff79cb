/**
 * The output of a run, of which only as much is kept as its limits allow.
 *
 * @module
 */
import type { Display } from "../core/displays.ts";
import type { Limits } from "../core/limits.ts";
import type { RunResultBase, Truncated } from "../core/result.ts";
import { CappedText } from "./capped_text.ts";
import { DisplayList } from "./display_list.ts";

/** The texts and the displays of a run. */
export class RunOutput {
  readonly #stdout: CappedText;
  readonly #stderr: CappedText;
  readonly #displays: DisplayList;

  constructor(limits: Pick<Limits, "outputBytes" | "displayBytes">) {
    this.#stdout = new CappedText(limits.outputBytes);
    this.#stderr = new CappedText(limits.outputBytes);
    this.#displays = new DisplayList(limits.displayBytes);
  }

  /** Adds text to a stream. Returns the part that was kept. */
  write(fd: 1 | 2, text: string): string {
    return (fd === 1 ? this.#stdout : this.#stderr).push(text);
  }

  /** Adds a display. Returns whether it was kept. */
  show(display: Display): boolean {
    return this.#displays.push(display);
  }

  /** The output that was kept. */
  get kept(): Pick<RunResultBase, "stdout" | "stderr" | "displays"> {
    return {
      stdout: this.#stdout.text,
      stderr: this.#stderr.text,
      displays: this.#displays.displays,
    };
  }

  /** The kinds of output of which a part was not kept. */
  get truncated(): readonly Truncated[] {
    const truncated: Truncated[] = [];
    if (this.#stdout.cut) truncated.push("stdout");
    if (this.#stderr.cut) truncated.push("stderr");
    if (this.#displays.cut) truncated.push("displays");
    return truncated;
  }
}
