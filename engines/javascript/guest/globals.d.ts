/**
 * What the guest's side has beside the language, and what it adds to TypeScript's types.
 *
 * @module
 */

/** What QuickJS throws where it is out of memory. */
declare const InternalError: ErrorConstructor | undefined;

/** An object literal that says so has no prototype, in which guest code could have put something. */
interface WithoutPrototype {
  __proto__?: null;
}

/** The same for what `defineProperty` is given. */
interface PropertyDescriptor {
  __proto__?: null;
}

// What the prelude defines, and other parts use.

interface TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}
declare const TextEncoder: new () => TextEncoder;

interface TextDecoder {
  decode(bytes?: ArrayBuffer | ArrayBufferView): string;
}
declare const TextDecoder: new () => TextDecoder;

// Not there: only modules of core/ name them, from which types are imported here.

interface AbortSignal {
  readonly aborted: boolean;
}
declare const AbortSignal: new () => AbortSignal;

interface ReadableStream<Item> {
  readonly locked: boolean;
  getReader(): Item;
}
declare const ReadableStream: new () => ReadableStream<unknown>;

declare const URL: { parse(text: string): { hostname: string } | null };
