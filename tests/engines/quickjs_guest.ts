/** The guest scripts of the QuickJS engine, in a QuickJS without the engine. */
import variant from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSSyncVariant,
  type QuickJSWASMModule,
} from "quickjs-emscripten-core";
import { linkGuestModule } from "../../tools/guest/scripts.ts";

/** Options of a test guest. */
export interface QuickJsGuestOptions {
  /** Bytes of stack. */
  readonly stackBytes?: number;
  /** Bytes of memory; without limit by default. */
  readonly memoryBytes?: number;
}

/** The result of encoding a value. */
export interface Encoded {
  /** The text, if any. */
  readonly text: string | undefined;
  /** Whether it would have been too large. */
  readonly tooLarge: boolean;
}

/** An error that a guest threw. */
export class GuestThrow extends Error {
  /** The name of the guest's error. */
  readonly guestName: string;

  /**
   * Makes a test's error from a guest's.
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
   * @param options Limits of the guest
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

  /** Encodes the value of code, by default to at most 1 MiB. */
  encode(code: string, maxBytes = 2 ** 20): Encoded {
    using value = this.#evaluate(code, "main.js");
    return this.#encodeHandle(value, maxBytes);
  }

  /** Decodes a text and encodes the value again. */
  roundtrip(text: string): Encoded {
    using value = this.#decodeText(text);
    return this.#encodeHandle(value, 2 ** 30);
  }

  /** Decodes a text and passes the value to code, which is a function. */
  apply(code: string, text: string): unknown {
    using fn = this.#evaluate(code, "main.js");
    using value = this.#decodeText(text);
    return this.#read(this.#call(fn, value));
  }

  /** Decodes a text into a global variable. */
  define(name: string, text: string): void {
    using value = this.#decodeText(text);
    this.#context.setProp(this.#context.global, name, value);
  }

  /** Describes the value of code. */
  inspect(code: string, maxChars?: number): string {
    using value = this.#evaluate(code, "main.js");
    return this.#inspectHandle(value, maxChars);
  }

  /** Describes the value of a text. */
  inspectText(text: string, maxChars?: number): string {
    using value = this.#decodeText(text);
    return this.#inspectHandle(value, maxChars);
  }

  /** Stops the running code when the engine has called its interrupt handler so many times. */
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
