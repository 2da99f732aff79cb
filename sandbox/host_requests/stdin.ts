/**
 * A guest's standard input, sent piece by piece as the guest requests it.
 *
 * @module
 */
import type { StdinSource } from "../../core/options.ts";
import { GuestVisibleError, type Service } from "./host_requests.ts";

/** The longest piece, in UTF-16 units, that is handed over at once. */
const PIECE_CHARS = 65_536;

/** Standard input. */
export interface Stdin {
  /** The next piece, `null` at the end. */
  next(): Promise<string | null>;
  /** Releases the source. A stream is cancelled, also while it is read. */
  close(): void;
}

/** Gives the next piece of a source, `null` at its end. */
type Pull = () =>
  | string
  | Uint8Array
  | null
  | Promise<string | Uint8Array | null>;

/**
 * Opens a source of input. Bytes that are not UTF-8 arrive as U+FFFD.
 *
 * @param source Text, bytes, or a function that returns the next piece; nothing is empty input
 * @param onFailure Receives the error of the source, or a TypeError if it gave no valid input; the guest gets the end
 * of input
 * @returns The input
 */
export function openStdin(
  source: StdinSource | undefined,
  onFailure: (thrown: unknown) => void = () => {},
): Stdin {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const { read, close } = open(source);
  let waiting = "";
  let ended = false;

  async function pull(): Promise<void> {
    const piece = checkPiece(await read());
    if (ended) return;
    ended = piece === null;
    if (typeof piece === "string") waiting += piece;
    else {waiting += piece === null
        ? decoder.decode()
        : decoder.decode(piece, { stream: true });}
  }

  function fail(thrown: unknown): void {
    if (ended) return;
    ended = true;
    onFailure(thrown);
  }

  async function next(): Promise<string | null> {
    while (waiting === "" && !ended) {
      await pull().catch(fail);
      // Without this a source that gives nothing, again and again, would keep the deadline's timer from its turn.
      if (waiting === "" && !ended) await nextTurn();
    }
    if (waiting === "") return null;
    // Never between the halves of a surrogate pair.
    const last = waiting.charCodeAt(PIECE_CHARS - 1);
    const end = last >= 0xd800 && last < 0xdc00 ? PIECE_CHARS - 1 : PIECE_CHARS;
    const piece = waiting.slice(0, end);
    waiting = waiting.slice(end);
    return piece;
  }

  return {
    next,
    close(): void {
      ended = true;
      close();
    },
  };
}

function checkPiece(piece: unknown): string | Uint8Array | null {
  if (
    piece === null || typeof piece === "string" || piece instanceof Uint8Array
  ) {
    return piece;
  }
  throw new TypeError(
    `Cannot read stdin as it must give strings, bytes or null at the end: current value is of type ${typeof piece}`,
  );
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, 0));
}

/** Responds to requests for input. No engine sends one before it has the response to the last one. */
export function stdinService(stdin: Stdin): Service {
  let isReading = false;
  return async () => {
    if (isReading) {
      throw new GuestVisibleError("Error", "Input is being read already");
    }
    isReading = true;
    try {
      return { value: await stdin.next() };
    } finally {
      isReading = false;
    }
  };
}

function open(
  source: StdinSource | undefined,
): { readonly read: Pull; readonly close: () => void } {
  if (source instanceof ReadableStream) return openStream(source);
  const read = typeof source === "function" ? source : once(source ?? null);
  return { read, close: () => {} };
}

function openStream(
  stream: ReadableStream<string | Uint8Array>,
): { readonly read: Pull; readonly close: () => void } {
  const reader = stream.getReader();
  return {
    async read(): Promise<string | Uint8Array | null> {
      const { done, value } = await reader.read();
      return done ? null : value;
    },
    close(): void {
      // A source that fails to stop is not the run's concern.
      reader.cancel().catch(() => {});
      reader.releaseLock();
    },
  };
}

function once(piece: string | Uint8Array | null): Pull {
  let left: string | Uint8Array | null = piece;
  return () => {
    const given = left;
    left = null;
    return given;
  };
}
