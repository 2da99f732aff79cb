/**
 * The surroundings of a command in a process of Deno.
 *
 * @module
 */
import { late } from "../../core/late.ts";
import type { Isolation } from "../../core/options.ts";
import type {
  ByteSource,
  CommandContext,
  FileSource,
  PackageHost,
  StartSpinner,
} from "../command.ts";
import type {
  EditorOptions,
  HistoryStore,
  LineEditor,
} from "../line_editor.ts";
import type { WarmOptions, WarmOutcome } from "../engine_setup.ts";
import { OutputQueue, type QueuedOutput, type Sink } from "./output_queue.ts";

/** The bytes of one read from a terminal or a pipe. */
export const CHUNK_BYTES = 65_536;

/**
 * Creates the surroundings of the commands from the current process.
 *
 * @returns The surroundings. The library and the line editor are loaded at their first use
 */
export function createDenoContext(): CommandContext {
  const queue = new OutputQueue();
  const stdout = queue.open(sinkOf(Deno.stdout));
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => {});
  let allowExit = (): void => {};
  return {
    stdout,
    stderr: queue.open(sinkOf(Deno.stderr)),
    stdin: { ...sourceOf(Deno.stdin), isTerminal: Deno.stdin.isTerminal() },
    writeBytes: (bytes) => writeBytes(bytes, stdout),
    async loadSpinner(): Promise<StartSpinner> {
      const { startSpinner } = await late<
        typeof import("../report/spinner.ts")
      >(import.meta.resolve("../report/spinner.ts"));
      return startSpinner;
    },
    openFile,
    async listFiles(path, most): Promise<readonly string[] | undefined> {
      const { isDirectory } = await Deno.stat(path);
      if (!isDirectory) return undefined;
      const { listDirectory } = await import("./list_directory.ts");
      return await listDirectory(path, most);
    },
    openOut: async (path) =>
      await (await import("./out_directory.ts")).openOutDirectory(path),
    environment,
    requireFile,
    async importModule(path): Promise<Readonly<Record<string, unknown>>> {
      const { importUserModule } = await import("./user_module.ts");
      const module = importUserModule(path, { fail: failed.reject });
      ({ allowExit } = module);
      return await module.exports;
    },
    moduleFailed: failed.promise,
    allowExit: () => allowExit(),
    onSignal,
    async openEditor(options: EditorOptions): Promise<LineEditor> {
      const { openTerminalEditor } = await late<
        typeof import("./terminal.ts")
      >(import.meta.resolve("./terminal.ts"));
      return openTerminalEditor(options, stdout);
    },
    history: HISTORY,
    runtime: { deno: Deno.version.deno, v8: Deno.version.v8 },
    isolations,
    ...LIBRARY,
  };
}

/** What the library does, which is loaded at its first use. */
const LIBRARY: Pick<
  CommandContext,
  | "createSandbox"
  | "describeEngines"
  | "warm"
  | "packages"
  | "writeFile"
  | "install"
  | "uninstall"
> = {
  createSandbox: async (options, prospects) =>
    await (await import("../../sandbox/mod.ts"))
      .openSandbox(options, prospects),
  describeEngines: async () =>
    await (await import("../../sandbox/mod.ts")).describeEngines(),
  async warm(options: WarmOptions): Promise<WarmOutcome> {
    const { loadServers } = await import("../mcp.ts");
    const { warm } = await import("../../sandbox/mod.ts");
    const outcome = await warm(options);
    await Promise.all([loadServers(), loadPackages(), loadHeaders()]);
    return outcome;
  },
  packages: loadPackages,
  async writeFile(path, text): Promise<void> {
    const { writeWhole } = await late<typeof import("./write_whole.ts")>(
      import.meta.resolve("./write_whole.ts"),
    );
    await writeWhole(path, text);
  },
  install: async (options) =>
    await (await import("../../sandbox/mod.ts")).installEngine(options),
  uninstall: async (options) =>
    await (await import("../../sandbox/mod.ts")).uninstallEngine(options),
};

function loadPackages(): Promise<PackageHost> {
  return late<
    typeof import("../../sandbox/packages/mod.ts")
  >(import.meta.resolve("../../sandbox/packages/mod.ts"));
}

/** Loads what reads the headers of scripts, so that Deno fetches it. */
async function loadHeaders(): Promise<void> {
  await late<
    typeof import("../arguments/packages.ts")
  >(import.meta.resolve("../arguments/packages.ts"));
}

const HISTORY: HistoryStore = {
  async load(name: string): Promise<readonly string[]> {
    const { loadHistory } = await import("./history_file.ts");
    return await loadHistory(name);
  },
  async save(name: string, lines: readonly string[]): Promise<void> {
    const { saveHistory } = await import("./history_file.ts");
    await saveHistory(name, lines);
  },
};

interface Writer {
  write(bytes: Uint8Array): Promise<number>;
  isTerminal(): boolean;
}

function sinkOf(writer: Writer): Sink {
  return {
    isTerminal: writer.isTerminal(),
    write: (bytes) => writer.write(bytes),
    columns: () => {
      try {
        return Deno.consoleSize().columns;
      } catch {
        return undefined;
      }
    },
  };
}

async function writeBytes(
  bytes: Uint8Array,
  stdout: QueuedOutput,
): Promise<void> {
  try {
    for (let at = 0; at < bytes.length;) {
      at += await Deno.stdout.write(bytes.subarray(at));
    }
  } catch (error) {
    stdout.fail(error);
    throw error;
  }
}

interface Reader {
  read(into: Uint8Array): Promise<number | null>;
  close(): void;
}

function sourceOf(reader: Reader): ByteSource {
  return {
    async read(): Promise<Uint8Array | null> {
      const buffer = new Uint8Array(CHUNK_BYTES);
      const count = await reader.read(buffer);
      return count === null ? null : buffer.subarray(0, count);
    },
    close: () => reader.close(),
  };
}

async function openFile(path: string): Promise<FileSource> {
  const file = await Deno.open(path);
  try {
    const { isFile, mode } = await file.stat();
    return { ...sourceOf(file), ...(isFile && mode !== null ? { mode } : {}) };
  } catch (error) {
    file.close();
    throw error;
  }
}

function environment(name: string): string | undefined {
  // Without this query, Deno would prompt on the terminal.
  const { state } = Deno.permissions.querySync({ name: "env", variable: name });
  if (state !== "granted") throw new Deno.errors.NotCapable(name);
  return Deno.env.get(name);
}

async function requireFile(path: string): Promise<void> {
  const { isFile, isDirectory } = await Deno.stat(path);
  if (isDirectory) throw new Deno.errors.IsADirectory(path);
  if (isFile) return;
  const { NotRegularError } = await import("./byte_sources.ts");
  throw new NotRegularError(path);
}

function onSignal(
  signal: "SIGINT" | "SIGTERM",
  handler: () => void,
): () => void {
  // Windows has no SIGTERM: it ends a process without a signal.
  if (signal === "SIGTERM" && Deno.build.os === "windows") return () => {};
  Deno.addSignalListener(signal, handler);
  return () => Deno.removeSignalListener(signal, handler);
}

async function isolations(): Promise<readonly Isolation[]> {
  const { ownExecutable } = await import("../../sandbox/host.ts");
  return ownExecutable() === undefined ? ["thread"] : ["process", "thread"];
}
