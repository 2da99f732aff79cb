/**
 * Readers of lines: from a pipe, and with one line of lookahead.
 *
 * @module
 */
import { LIMIT_RULES } from "../../core/limits.ts";
import { LineSplitter } from "../host/byte_sources.ts";
import type { ByteSource } from "../command.ts";
import type { LineEvent, LineReader, ReadLineOptions } from "../line_editor.ts";

/** Reads the lines of a pipe or a file without prompts. */
export class PipedReader implements LineReader {
  readonly #source: ByteSource;
  readonly #splitter: LineSplitter;
  readonly #decoder = new TextDecoder();

  /** @param source The source of the lines */
  constructor(source: ByteSource) {
    this.#source = source;
    this.#splitter = new LineSplitter(source);
  }

  /** Reads a line. */
  async readLine(): Promise<LineEvent> {
    // The library refuses a longer line, because it is too long to run.
    const bytes = await this.#splitter.line(LIMIT_RULES.codeBytes.default + 2);
    if (bytes === null) return { type: "end" };
    const text = this.#decoder.decode(bytes).replace(/\r?\n$/, "");
    return { type: "line", text };
  }

  /** Closes the source. */
  close(): void {
    this.#source.close();
  }
}

/** A reader that can take back a line. */
export class PushbackReader implements LineReader {
  readonly #reader: LineReader;
  #kept: LineEvent | undefined;

  /** @param reader The source of the lines */
  constructor(reader: LineReader) {
    this.#reader = reader;
  }

  /** Returns the line that was taken back, or else reads one. */
  async readLine(
    prompt: string,
    options: ReadLineOptions,
  ): Promise<LineEvent> {
    const kept = this.#kept;
    this.#kept = undefined;
    return kept ?? await this.#reader.readLine(prompt, options);
  }

  /** Takes back the last line. */
  unread(event: LineEvent): void {
    this.#kept = event;
  }

  /** Closes the reader. */
  close(): void {
    this.#reader.close();
  }
}
