/**
 * The interface of a command, and the interfaces of everything that a command uses.
 *
 * @module
 */
import type { Completion, FlagTable, ParsedFlags } from "./arguments/flags.ts";
import type {
  EngineDescription,
  WarmOptions,
  WarmOutcome,
} from "./engine_setup.ts";
import type { EditorOptions, HistoryStore, LineEditor } from "./line_editor.ts";
import type {
  InstallOptions,
  InstallResult,
  UninstallResult,
} from "../sandbox/install/mod.ts";
import type { Prospects } from "../sandbox/mod.ts";
import type {
  EngineName,
  Isolation,
  RunOptions,
  SandboxOptions,
} from "../core/options.ts";
import type { RunResult } from "../core/result.ts";

/** The operands that a command takes: at most one, or any number. */
interface Operands {
  /** How a shell completes the operand; absent for free text. */
  readonly completion?: Completion;
  /** Whether the arguments after `--` are for the guest. If not, they are operands. */
  readonly guestArguments: boolean;
  /** The flags that have a program, if the arguments after a program are for the guest, too. */
  readonly sources?: readonly string[];
  /** Returns the error message for a second operand; absent if there may be several. */
  readonly refuse?: (second: string) => string;
}

/**
 * A command. `cli.ts` reads its flags and operands, and answers `--help`.
 *
 * @typeParam Table The flags that the command takes
 */
export interface Command<Table extends FlagTable = FlagTable> {
  /** One line for the list of commands. */
  readonly summary: string;
  /** The help text before the list of flags. */
  readonly usage: string;
  /** The help text after the list of flags. */
  readonly notes?: string;
  /** The flags without `--help`. Shell completions list them too. */
  readonly flags: Table;
  /** The operands; absent if the command takes no operand. */
  readonly takes?: Operands;
  /**
   * Runs the command.
   *
   * @param line The flags and operands
   * @param context The surroundings of the command
   * @returns The exit status
   * @throws {UsageError} If the command line is invalid
   * @throws {SandboxError} If the sandbox does not start
   */
  run(line: ParsedFlags<Table>, context: CommandContext): Promise<number>;
}

/** The surroundings of a command: streams, files, signals and sandboxes. Tests supply their own. */
export interface CommandContext {
  /** Standard output. */
  readonly stdout: Output;
  /** Standard error. */
  readonly stderr: Output;
  /** Standard input. */
  readonly stdin: ByteSource & { readonly isTerminal: boolean };
  /**
   * Writes bytes to standard output without change, ahead of all queued text. A protocol needs this: its reader must not
   * have to read standard error too.
   */
  writeBytes(bytes: Uint8Array): Promise<void>;
  /** Loads the function that starts a spinner; absent if there is nothing to draw on. */
  readonly loadSpinner?: () => Promise<StartSpinner>;
  /** Opens a file for reading. */
  openFile(path: string): Promise<FileSource>;
  /**
   * Lists the regular files below a directory, by their paths below it; links, caches and repositories are left out.
   * Returns `undefined` for what is no directory, and throws if there are more than `most`.
   */
  listFiles(path: string, most: number): Promise<readonly string[] | undefined>;
  /** Opens the directory for the files of a run. Creates it if it does not exist. */
  openOut(path: string): Promise<OutDirectory>;
  /** Returns an environment variable of this process. Throws without permission to read it. */
  environment(name: string): string | undefined;
  /** Checks that a path is a regular file, which opens without delay. Throws the errors of opening it. */
  requireFile(path: string): Promise<void>;
  /** Imports a module of the user and returns its exports. The module has all permissions of this process. */
  importModule(path: string): Promise<Readonly<Record<string, unknown>>>;
  /** Rejects when an imported module leaves an error unhandled outside of a call. */
  readonly moduleFailed: Promise<never>;
  /** Allows an exit of this process. Before, an exit is reported as a failure of the imported module. */
  allowExit(): void;
  /** Listens for a signal until the returned function is called. */
  onSignal(signal: "SIGINT" | "SIGTERM", handler: () => void): () => void;
  /** Opens the terminal for line editing. */
  openEditor(options: EditorOptions): Promise<LineEditor>;
  /** The lines typed in earlier sessions. */
  readonly history: HistoryStore;
  /** Creates a sandbox with known prospects, such as a single run. */
  createSandbox(
    options: SandboxOptions,
    prospects: Prospects,
  ): Promise<CommandSandbox>;
  /** The versions of Deno and V8. */
  readonly runtime: RuntimeVersions;
  /** Describes the engines. */
  describeEngines(): Promise<readonly EngineDescription[]>;
  /** Returns the isolations that the current permissions allow, the default first. */
  isolations(): Promise<readonly Isolation[]>;
  /** Builds the snapshots. */
  warm(options: WarmOptions): Promise<WarmOutcome>;
  /** Loads what finds and fetches packages. */
  packages(): Promise<PackageHost>;
  /** Writes a file of text as a whole: another process finds the former file or this one. */
  writeFile(path: string, text: string): Promise<void>;
  /** Installs the engine that is not part of this program. */
  install(options: InstallOptions): Promise<InstallResult>;
  /** Removes the engine that is not part of this program. */
  uninstall(options: InstallOptions): Promise<UninstallResult>;
}

/** What finds and fetches packages. */
export type PackageHost = Pick<
  typeof import("../sandbox/packages/mod.ts"),
  "chooseEngine" | "formatLock" | "lockPackages" | "preparePackages"
>;

/** The part of a sandbox that commands use. */
export interface CommandSandbox {
  /** The engine that runs the code. */
  readonly engine: EngineName;
  /** The isolation of the guest. */
  readonly isolation: Isolation;
  /** Whether the sandbox is closed and accepts no run. */
  readonly closed: boolean;
  /** Runs code. */
  run(code: string, options?: RunOptions): Promise<RunResult>;
  /** Ends the program and closes the sandbox. */
  close(
    options?: Pick<RunOptions, "onStdout" | "onStderr">,
  ): Promise<void>;
}

/** An output stream for text. */
export interface Output {
  /** Whether the stream is a terminal. */
  readonly isTerminal: boolean;
  /** The width of the terminal in characters, if it is known. */
  readonly columns: number | undefined;
  /** Aborted when the reader is gone or the device is full; the reason is the error. */
  readonly broken: AbortSignal;
  /** Queues text. On a terminal, control sequences in it are escaped. */
  write(text: string): void;
  /**
   * Queues text of the guest. On a terminal, its colours (SGR) and carriage returns are let through, and other control
   * sequences are escaped.
   *
   * @param text The text
   * @param isRaw Whether nothing is escaped
   */
  writeGuest(text: string, isRaw?: boolean): void;
  /** Ends the text of the guest: restores the colours of the terminal. */
  endGuest(): void;
  /** Queues a control sequence for the terminal. It must not contain text of the guest. */
  writeControl(text: string): void;
  /** Waits until all queued text is written. */
  flush(): Promise<void>;
}

/** A spinner on a terminal. */
export interface RunningSpinner {
  /** Shows another message. */
  show(message: string): void;
  /** Removes the spinner. */
  stop(): void;
}

/** Starts a spinner on a terminal. */
export type StartSpinner = (output: Output, message: string) => RunningSpinner;

/** An input stream of bytes. */
export interface ByteSource {
  /** Reads the next bytes. Returns `null` at the end. */
  read(): Promise<Uint8Array | null>;
  /** Closes the stream. */
  close(): void;
}

/** A file that is open for reading. */
export interface FileSource extends ByteSource {
  /** The permission bits of a plain file; `undefined` without them, as on Windows. */
  readonly mode?: number;
}

/** A directory for files of a guest. */
export interface OutDirectory {
  /**
   * Writes a file. Replaces a plain file of the same name.
   *
   * @param path The path in the directory, with `/` between names
   * @param content The bytes of the file
   * @throws {Error} If the file cannot be written; the message is the reason
   */
  write(path: string, content: Uint8Array): Promise<void>;
}

/** The versions of the runtime. */
interface RuntimeVersions {
  /** The version of Deno. */
  readonly deno: string;
  /** The version of V8. */
  readonly v8: string;
}
