/**
 * Pyodide and its interpreter, as far as the worker uses them. Types only: what they describe is the code of the
 * `pyodide` package, of which its own types leave out some and have no type for more.
 *
 * @module
 */
import type { Echo } from "../../core/options.ts";
import type { EmscriptenFs } from "./emscripten_fs.ts";

/** Pyodide, once it is loaded. */
export interface Pyodide {
  readonly FS: EmscriptenFs;
  readonly _api: {
    on_fatal: (error: unknown) => void;
    /** Calls back after a turn of the event loop. */
    scheduleCallback: (callback: () => void, ms?: number) => void;
  };
  makeMemorySnapshot(): Uint8Array;
  pyimport(name: "sandglass_guest"): GuestModule;
  runPython(code: string): unknown;
  setInterruptBuffer(flags: Int32Array): void;
  setStderr(options: OutputOptions): void;
  setStdin(options: InputOptions): void;
  setStdout(options: OutputOptions): void;
}

/** Where Python's output goes: how many bytes were taken. */
export interface OutputOptions {
  readonly isatty: boolean;
  write(bytes: Uint8Array): number;
}

/** Where Python's input comes from: how many bytes were put into the buffer. */
export interface InputOptions {
  readonly isatty: boolean;
  read(buffer: Uint8Array): number;
}

/** The module `sandglass_guest`, as JavaScript sees it. */
interface GuestModule {
  readonly configure: (settings: string) => void;
  readonly set_globals: (encoded: string) => void;
  readonly prepare: () => void;
  readonly stop: () => void;
  readonly run: RunFunction;
  readonly end: EndFunction;
  readonly rehearse_end: EndFunction;
}

/** Its function `run`, by a call that waits where Python does. */
interface RunFunction {
  callPromising(
    source: string,
    /** The file name of the code in tracebacks. */
    filename: string,
    /** The path of the program's file; empty without one. */
    path: string,
    valueBytes: number,
    wantRepr: boolean,
    echo: Echo,
    /** Whether the program ends after it. */
    last: boolean,
    globals?: string,
  ): Promise<string>;
}

/** Its functions `end` and `rehearse_end`, by a call that waits where Python does. */
interface EndFunction {
  callPromising(): Promise<void>;
}

/** A function of Python's that was made for one use. */
export interface PyFunction {
  (...args: unknown[]): unknown;
  destroy(): void;
}

/** What the interpreter's WebAssembly exports. */
export interface InterpreterExports extends WebAssembly.Exports {
  readonly memory: WebAssembly.Memory;
  readonly __indirect_function_table: WebAssembly.Table;
  readonly __stack_pointer: WebAssembly.Global;
  readonly PyUnicode_Type: WebAssembly.Global;
  readonly PyBytes_Type: WebAssembly.Global;
  readonly _Py_HashSecret: WebAssembly.Global;
  malloc(bytes: number): number;
  calloc(count: number, bytes: number): number;
  PyHash_GetFuncDef(): number;
  emscripten_stack_get_base(): number;
  emscripten_stack_set_limits(base: number, end: number): void;
}

/** What Emscripten's loader makes of the interpreter. */
interface EmscriptenModule {
  readonly API: { restoreSnapshot?: (snapshot: Uint8Array) => unknown };
  readonly freeTableIndexes: readonly number[];
  readonly convertJsFunctionToWasm: (
    value: (...args: unknown[]) => unknown,
    signature: string,
  ) => (...args: unknown[]) => unknown;
}

/** Emscripten's loader. */
export type CreateModule = (
  settings: { noInitialRun?: boolean },
) => Promise<EmscriptenModule>;
