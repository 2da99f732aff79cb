/**
 * What a subcommand is, and all that it may touch.
 *
 * @module
 */
import type { Completion, FlagTable } from "./arguments/flags.ts";
import type { Prospects } from "../sandbox/mod.ts";
import type {
  EngineName,
  Isolation,
  Language,
  RunOptions,
  SandboxOptions,
} from "../core/options.ts";
import type { RunResult } from "../core/result.ts";

/** A subcommand. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** The help text. */
  readonly usage: string;
  /** The flags, from which shells complete command lines. */
  readonly flags: FlagTable;
  /** What a shell completes operands with; `undefined` for free text or without operands. */
  readonly operands?: Completion;
  /**
   * Does the work.
   *
   * @param args What follows the command's name
   * @param context The world outside
   * @returns The exit status
   * @throws {UsageError} If the arguments make no sense
   * @throws {SandboxError} If the sandbox could not be started
   */
  run(args: readonly string[], context: CommandContext): Promise<number>;
}

/** The world outside, so that tests can bring one of their own. */
export interface CommandContext {
  /** Standard output. */
  readonly stdout: Output;
  /** Standard error. */
  readonly stderr: Output;
  /** Standard input. */
  readonly stdin: ByteSource & { readonly isTerminal: boolean };
  /**
   * Writes bytes to standard output as they are, past everything that is queued: for a protocol, whose reader must not
   * have to read standard error as well.
   */
  writeBytes(bytes: Uint8Array): Promise<void>;
  /** Loads what draws spinners; absent where nothing is to be drawn. */
  readonly loadSpinner?: () => Promise<StartSpinner>;
  /** Opens a file for reading. */
  openFile(path: string): Promise<FileSource>;
  /** Opens a directory for what a run made; makes it where it is missing. */
  openOut(path: string): Promise<OutDirectory>;
  /** The value of a variable of this process; throws where it may not be read. */
  environment(name: string): string | undefined;
  /** Makes sure that there is a regular file, which to open takes no time; throws as opening it does. */
  requireFile(path: string): Promise<void>;
  /** Imports a module of the user's, which may do all that this process may; gives its exports. */
  importModule(path: string): Promise<Readonly<Record<string, unknown>>>;
  /** Rejects when such a module fails beside being called: it leaves an error unhandled. */
  readonly moduleFailed: Promise<never>;
  /** Says that the program ends this process; until then a module that does is reported. */
  allowExit(): void;
  /** Listens to a signal until the returned function is called. */
  onSignal(signal: "SIGINT" | "SIGTERM", handler: () => void): () => void;
  /** Opens the terminal for line editing. */
  openEditor(options: EditorOptions): Promise<LineEditor>;
  /** Where the lines typed in earlier sessions are kept. */
  readonly history: HistoryStore;
  /** Creates a sandbox of which so much is known. */
  createSandbox(
    options: SandboxOptions,
    prospects: Prospects,
  ): Promise<CommandSandbox>;
  /** What this program runs on. */
  readonly runtime: RuntimeVersions;
  /** Describes the engines. */
  describeEngines(): Promise<readonly EngineDescription[]>;
  /** The isolations that the present permissions allow, the default first. */
  isolations(): Promise<readonly Isolation[]>;
  /** Builds the snapshots. */
  warm(options: WarmOptions): Promise<WarmOutcome>;
}

/** What a command needs of a sandbox. */
export interface CommandSandbox {
  /** The engine that runs the code. */
  readonly engine: EngineName;
  /** Where it runs. */
  readonly isolation: Isolation;
  /** Whether it takes no further run. */
  readonly closed: boolean;
  /** Runs code. */
  run(code: string, options?: RunOptions): Promise<RunResult>;
  /** Ends it. */
  close(): Promise<void>;
}

/** A stream of text to the outside. */
export interface Output {
  /** Whether a person reads it. */
  readonly isTerminal: boolean;
  /** How many characters a line holds, where that is known. */
  readonly columns: number | undefined;
  /** Aborted when the reader is gone or the device is full; the reason is the error. */
  readonly broken: AbortSignal;
  /** Queues text. On a terminal, what could drive it is escaped. */
  write(text: string): void;
  /** Queues text of our own that drives the terminal. */
  writeControl(text: string): void;
  /** Waits until everything queued has left. */
  flush(): Promise<void>;
}

/** What shows on a terminal that something is in progress. */
export interface RunningSpinner {
  /** Shows another message. */
  show(message: string): void;
  /** Takes it away. */
  stop(): void;
}

/** Starts a spinner on a terminal. */
export type StartSpinner = (output: Output, message: string) => RunningSpinner;

/** A stream of bytes from the outside. */
export interface ByteSource {
  /** The next bytes, or `null` at the end. */
  read(): Promise<Uint8Array | null>;
  /** Lets go of it. */
  close(): void;
}

/** A file that is read. */
export interface FileSource extends ByteSource {
  /** The permission bits of a plain file; `undefined` without them, as on Windows. */
  readonly mode?: number;
}

/** A directory that files of a guest are written to. */
export interface OutDirectory {
  /**
   * Writes a file, in place of a plain file that is there.
   *
   * @param path Its path in the directory, with `/` between names
   * @param content What it holds
   * @throws {Error} If it may not be written, with the reason as its message
   */
  write(path: string, content: Uint8Array): Promise<void>;
}

/** What came of asking for a line. */
export type LineEvent =
  | { readonly type: "line"; readonly text: string }
  | { readonly type: "interrupt" }
  | { readonly type: "end" };

/** How a line is asked for. */
export interface ReadLineOptions {
  /** Whether the line may be remembered. */
  readonly remember: boolean;
}

/** Where lines come from. */
export interface LineReader {
  /** Asks for a line. Ctrl-C gives `interrupt`, the end of input `end`. */
  readLine(prompt: string, options: ReadLineOptions): Promise<LineEvent>;
  /** Lets go of it. */
  close(): void;
}

/** A person's terminal. */
export interface LineEditor extends LineReader {
  /** The lines that were typed, the latest first. */
  readonly history: readonly string[];
  /** Calls the handler on Ctrl-C, whether or not a line is being read; also for an earlier one without a handler. */
  onInterrupt(handler: () => void): () => void;
}

/** What can be set for a line editor. */
export interface EditorOptions {
  /** Lines typed earlier, the latest first. */
  readonly history: readonly string[];
  /** How many lines are remembered. */
  readonly maxLines: number;
}

/** Keeps what was typed, as far as permissions go. */
export interface HistoryStore {
  /** The lines kept under a name, the latest first; none where there is nothing to read. */
  load(name: string): Promise<readonly string[]>;
  /** Keeps lines under a name; does nothing where that is not permitted. */
  save(name: string, lines: readonly string[]): Promise<void>;
}

/** An engine, as `sandglass engines` shows it. */
export interface EngineDescription {
  /** The engine. */
  readonly name: EngineName;
  /** What it runs. */
  readonly languages: readonly Language[];
  /** Its version. */
  readonly version: string;
  /** Its memory snapshot, if it uses one. */
  readonly snapshot?: SnapshotDescription;
}

/** A memory snapshot. */
export interface SnapshotDescription {
  /** Whether it can be used; or that it is part of this program, and always can. */
  readonly state: "ready" | "absent" | "invalid" | "embedded";
  /** Its file, if there is a place for it. */
  readonly path?: string;
  /** Its size. */
  readonly bytes?: number;
}

/** The versions of what this program runs on. */
export interface RuntimeVersions {
  /** Deno's. */
  readonly deno: string;
  /** V8's. */
  readonly v8: string;
}

/** What can be set for building snapshots. */
export interface WarmOptions {
  /** Receives each step. */
  readonly onProgress?: (message: string) => void;
  /** Receives warnings. */
  readonly onWarning?: (message: string) => void;
}

/** The result of building snapshots. */
export interface WarmOutcome {
  /** Its file; absent where none could be written. */
  readonly path?: string;
  /** Whether it is part of this program. */
  readonly embedded: boolean;
  /** Whether it was built now, rather than there already. */
  readonly built: boolean;
  /** Its size. */
  readonly bytes: number;
  /** Milliseconds that it took. */
  readonly ms: number;
}
