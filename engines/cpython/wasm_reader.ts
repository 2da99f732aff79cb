/**
 * Reads and writes the parts of a WebAssembly module.
 *
 * @module
 */
import { I32_CONST } from "./enlarge_frame.ts";

/** The instruction that ends a block, and a function. */
export const END = 0x0b;

/** Reads numbers and bytes, and never past the end. */
export class Reader {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  at: number;

  constructor(bytes: Uint8Array<ArrayBuffer>, at = 0) {
    this.#bytes = bytes;
    this.at = at;
  }

  get isAtEnd(): boolean {
    return this.at === this.#bytes.length;
  }

  byte(): number {
    const byte = this.#bytes[this.at];
    if (byte === undefined) throw fault("it ends early", this.at);
    this.at++;
    return byte;
  }

  /** The next bytes, as a view. */
  bytes(count: number): Uint8Array<ArrayBuffer> {
    const end = this.at + count;
    if (end > this.#bytes.length) throw fault("it ends early", this.at);
    const bytes = this.#bytes.subarray(this.at, end);
    this.at = end;
    return bytes;
  }

  /** A text, after its length. */
  text(): string {
    return new TextDecoder().decode(this.bytes(this.u32()));
  }

  /** A number without a sign, in LEB128. */
  u32(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      if (byte >= 128) continue;
      if (value < 2 ** 32) return value;
      break;
    }
    throw fault("a number has more than 32 bits", this.at);
  }

  /** An offset: one constant. It is signed in LEB128, but means an address. */
  offset(): number {
    if (this.byte() !== I32_CONST) {
      throw fault("an offset is no constant", this.at);
    }
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte >= 128) continue;
      if (shift < 28 && (byte & 64) !== 0) value |= -1 << (shift + 7);
      if (this.byte() !== END) {
        throw fault("an offset is no constant", this.at);
      }
      return value >>> 0;
    }
    throw fault("a number has more than 32 bits", this.at);
  }

  /** Checks that nothing is left. */
  end(what: string): void {
    if (!this.isAtEnd) throw fault(`there is more after ${what}`, this.at);
  }
}

/** The error of a module that cannot be converted. */
export function fault(reason: string, at?: number): Error {
  const where = at === undefined ? "" : ` (at byte ${at})`;
  return new Error(`Cannot convert the interpreter as ${reason}${where}`);
}

/** A number without a sign, in LEB128. */
export function leb(value: number): number[] {
  const rest = Math.floor(value / 128);
  return rest === 0 ? [value] : [value % 128 + 128, ...leb(rest)];
}

/** A text, after its length. */
export function text(value: string): number[] {
  const bytes = new TextEncoder().encode(value);
  return [...leb(bytes.length), ...bytes];
}
