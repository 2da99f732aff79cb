import type { Language } from "../../core/options.ts";
import type { Choices, PaintedSpan } from "../line_editor.ts";
import { complete, declaredNames } from "./complete.ts";
import { paint } from "./editor/paint.ts";
import type { SessionSandbox } from "./session_sandbox.ts";

/** Colours and completes what is typed in a session. */
export class SessionHelp {
  readonly #language: Language;
  readonly #sandbox: SessionSandbox;
  readonly #declared = new Set<string>();
  #running: Promise<unknown> = Promise.resolve();

  /**
   * @param language The language of the session
   * @param sandbox Its sandbox
   */
  constructor(language: Language, sandbox: SessionSandbox) {
    this.#language = language;
    this.#sandbox = sandbox;
  }

  /** Waits until the guest does not list names any more. */
  async idle(): Promise<void> {
    await this.#running;
  }

  /** Colours code. */
  readonly paint = (text: string): readonly PaintedSpan[] =>
    text.startsWith(".") ? [{ text, style: "" }] : paint(text, this.#language);

  /** Completes the end of a text. */
  readonly complete = async (text: string): Promise<Choices> => {
    await this.#running;
    const choices = complete(text, {
      language: this.#language,
      sandbox: this.#sandbox.current,
      declared: this.#declared,
    });
    this.#running = choices.catch(() => {});
    return await choices;
  };

  /** Notes the names that a statement declares. */
  note(code: string): void {
    if (this.#language === "python") return;
    for (const name of declaredNames(code)) this.#declared.add(name);
  }

  /** Forgets the names of a sandbox that is gone. */
  forget(): void {
    this.#declared.clear();
  }
}
