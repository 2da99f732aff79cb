/** The scripts of the QuickJS engine's guest side, in a QuickJS without engine. */
import variant from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSSyncVariant,
  type QuickJSWASMModule,
} from "quickjs-emscripten-core";
import { linkGuestModule } from "../../engines/quickjs/guest_scripts.ts";

/** What a guest of the tests may use. */
export interface QuickJsGuestOptions {
  /** Bytes of stack. */
  readonly stackBytes?: number;
  /** Bytes of memory; without limit by default. */
  readonly memoryBytes?: number;
}

/** What became of an encoded value. */
export interface Encoded {
  /** The text, if there is one. */
  readonly text: string | undefined;
  /** Whether it would have been too large. */
  readonly tooLarge: boolean;
}

/** What a guest threw. */
export class GuestThrow extends Error {
  /** The name of the guest's error. */
  readonly guestName: string;

  /**
   * An error of the test's for one of the guest's.
   *
   * @param thrown What the guest threw, as data
   */
  constructor(thrown: { readonly name?: string; readonly message?: string }) {
    super(`${thrown?.name}: ${thrown?.message}`);
    this.guestName = `${thrown?.name}`;
  }
}

/**
 * Loads QuickJS.
 *
 * @returns A module for any number of guests
 */
export function loadQuickJs(): Promise<QuickJSWASMModule> {
  // The package's types describe its CommonJS form.
  return newQuickJSWASMModuleFromVariant(
    variant as unknown as QuickJSSyncVariant,
  );
}

/** A context in which the scripts were evaluated before anything else. */
export class QuickJsGuest implements Disposable {
  readonly #runtime: QuickJSRuntime;
  readonly #context: QuickJSContext;
  readonly #encode: QuickJSHandle;
  readonly #decode: QuickJSHandle;
  readonly #inspect: QuickJSHandle;

  /**
   * @param module A loaded QuickJS
   * @param options What the guest may use
   */
  constructor(module: QuickJSWASMModule, options: QuickJsGuestOptions = {}) {
    this.#runtime = module.newRuntime();
    this.#runtime.setMaxStackSize(options.stackBytes ?? 64 * 1024);
    this.#context = this.#runtime.newContext();
    this.#encode = this.#load("values/encode.js", "encode");
    this.#decode = this.#load("values/decode.js", "decode");
    this.#inspect = this.#load("inspect/inspect.js", "inspect");
    if (options.memoryBytes !== undefined) {
      this.#runtime.setMemoryLimit(options.memoryBytes);
    }
  }

  /** What a module of the guest's side exports. */
  #load(path: string, name: string): QuickJSHandle {
    using exported = this.#evaluate(
      linkGuestModule(path),
      `<sandglass:${path}>`,
    );
    return this.#context.getProp(exported, name);
  }

  /** Evaluates code for its effects. */
  run(code: string): void {
    this.#evaluate(code, "main.js").dispose();
  }

  /** Encodes what code evaluates to, by default as at most 1 MiB. */
  encode(code: string, maxBytes = 2 ** 20): Encoded {
    using value = this.#evaluate(code, "main.js");
    return this.#encodeHandle(value, maxBytes);
  }

  /** Decodes a text and encodes what came of it. */
  roundtrip(text: string): Encoded {
    using value = this.#decodeText(text);
    return this.#encodeHandle(value, 2 ** 30);
  }

  /** Decodes a text and calls code, which is a function, with what came of it. */
  apply(code: string, text: string): unknown {
    using fn = this.#evaluate(code, "main.js");
    using value = this.#decodeText(text);
    return this.#read(this.#call(fn, value));
  }

  /** Makes what a text decodes to a global variable. */
  define(name: string, text: string): void {
    using value = this.#decodeText(text);
    this.#context.setProp(this.#context.global, name, value);
  }

  /** Describes what code evaluates to. */
  inspect(code: string, maxChars?: number): string {
    using value = this.#evaluate(code, "main.js");
    return this.#inspectHandle(value, maxChars);
  }

  /** Describes what a text decodes to. */
  inspectText(text: string, maxChars?: number): string {
    using value = this.#decodeText(text);
    return this.#inspectHandle(value, maxChars);
  }

  /** Ends whatever runs after so many of the engine's questions whether to go on. */
  interruptAfter(questions: number): void {
    let left = questions;
    this.#runtime.setInterruptHandler(() => left-- <= 0);
  }

  /** Frees the guest. */
  [Symbol.dispose](): void {
    for (const one of [this.#encode, this.#decode, this.#inspect]) {
      one.dispose();
    }
    this.#context.dispose();
    this.#runtime.dispose();
  }

  #encodeHandle(value: QuickJSHandle, maxBytes: number): Encoded {
    using bytes = this.#context.newNumber(maxBytes);
    using encoded = this.#call(this.#encode, value, bytes);
    const text = this.#read(this.#context.getProp(encoded, "text"));
    const tooLarge = this.#read(this.#context.getProp(encoded, "tooLarge"));
    return {
      text: typeof text === "string" ? text : undefined,
      tooLarge: tooLarge === true,
    };
  }

  #inspectHandle(value: QuickJSHandle, maxChars?: number): string {
    const rest = maxChars === undefined
      ? []
      : [this.#context.newNumber(maxChars)];
    return `${this.#read(this.#call(this.#inspect, value, ...rest))}`;
  }

  #decodeText(text: string): QuickJSHandle {
    using handle = this.#context.newString(text);
    return this.#call(this.#decode, handle);
  }

  #call(fn: QuickJSHandle, ...args: QuickJSHandle[]): QuickJSHandle {
    const context = this.#context;
    return this.#must(context.callFunction(fn, context.undefined, ...args));
  }

  #evaluate(code: string, filename: string): QuickJSHandle {
    return this.#must(this.#context.evalCode(code, filename));
  }

  #must(
    result: ReturnType<QuickJSContext["evalCode"]>,
  ): QuickJSHandle {
    if (result.error === undefined) return result.value;
    throw new GuestThrow(result.error.consume((it) => this.#context.dump(it)));
  }

  #read(handle: QuickJSHandle): unknown {
    return handle.consume((it) => this.#context.dump(it));
  }
}
