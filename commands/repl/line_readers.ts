/**
 * Lines from where no person types them, and lines that were read too early.
 *
 * @module
 */
import { LIMIT_RULES } from "../../core/limits.ts";
import { LineSplitter } from "../host/byte_sources.ts";
import type {
  ByteSource,
  LineEvent,
  LineReader,
  ReadLineOptions,
} from "../command.ts";

/** Reads the lines of a pipe or a file, without prompts. */
export class PipedReader implements LineReader {
  readonly #source: ByteSource;
  readonly #splitter: LineSplitter;
  readonly #decoder = new TextDecoder();

  /** @param source Where the lines are */
  constructor(source: ByteSource) {
    this.#source = source;
    this.#splitter = new LineSplitter(source);
  }

  /** Reads a line. */
  async readLine(): Promise<LineEvent> {
    // What is longer is too long to run, and is refused as such.
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

/** Takes a line back, to give it out again. */
export class PushbackReader implements LineReader {
  readonly #reader: LineReader;
  #kept: LineEvent | undefined;

  /** @param reader Where the lines come from */
  constructor(reader: LineReader) {
    this.#reader = reader;
  }

  /** Gives the line that was taken back, else asks for one. */
  async readLine(
    prompt: string,
    options: ReadLineOptions,
  ): Promise<LineEvent> {
    const kept = this.#kept;
    this.#kept = undefined;
    return kept ?? await this.#reader.readLine(prompt, options);
  }

  /** Takes back what was given out last. */
  unread(event: LineEvent): void {
    this.#kept = event;
  }

  /** Closes the reader. */
  close(): void {
    this.#reader.close();
  }
}
