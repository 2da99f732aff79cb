import type {
  ByteSource,
  CommandContext,
  CommandSandbox,
  PackageHost,
} from "../../commands/command.ts";
import type {
  EditorOptions,
  LineEditor,
  LineEvent,
} from "../../commands/line_editor.ts";
import type {
  EngineDescription,
  WarmOptions,
  WarmOutcome,
} from "../../commands/engine_setup.ts";
import type {
  InstallOptions,
  InstallResult,
  UninstallResult,
} from "../../sandbox/install/mod.ts";
import type { RunOptions, SandboxOptions } from "../../core/options.ts";
import type { RunResult } from "../../core/result.ts";
import { FakeOutput } from "./_fake_output.ts";
import { okResult } from "./_results.ts";

/** The behaviour of a fake guest, given its code. */
export type FakeGuest = (
  code: string,
  options: RunOptions,
) => RunResult | Promise<RunResult>;

/** Options of a fake context. */
export interface FakeOptions {
  readonly guest?: FakeGuest;
  readonly files?: Readonly<Record<string, string | Uint8Array | Error>>;
  /** The files below directories. */
  readonly directories?: Readonly<Record<string, readonly string[]>>;
  readonly environment?: Readonly<Record<string, string | Error>>;
  readonly modules?: Readonly<
    Record<string, Readonly<Record<string, unknown>> | Error>
  >;
  readonly stdin?: string | Uint8Array;
  readonly stdinIsTerminal?: boolean;
  readonly outputIsTerminal?: boolean;
  /** Why files are not written to the directory of --out, by path. */
  readonly refuse?: Readonly<Record<string, string>>;
  readonly createSandbox?: (options: SandboxOptions) => void | Promise<void>;
  readonly engines?: readonly EngineDescription[];
  readonly warm?: (options: WarmOptions) => WarmOutcome | Promise<WarmOutcome>;
  readonly install?: (
    options: InstallOptions,
  ) => InstallResult | Promise<InstallResult>;
  readonly uninstall?: (
    options: InstallOptions,
  ) => UninstallResult | Promise<UninstallResult>;
  /** What finds and fetches packages; without it, every set is of the engine pyodide. */
  readonly packages?: Partial<PackageHost>;
  /** Why no file can be written. */
  readonly refuseFile?: Error;
  /** The user's input, in order. */
  readonly typed?: readonly (LineEvent | string)[];
}

/** A context in memory that records all effects. */
export interface FakeContext extends CommandContext {
  readonly stdout: FakeOutput;
  readonly stderr: FakeOutput;
  /** The options of each sandbox that was created. */
  readonly created: SandboxOptions[];
  /** The number of sandboxes that were closed. */
  readonly closed: { count: number };
  /** The code and options of each run. */
  readonly runs: { code: string; options: RunOptions }[];
  /** The prompts that were shown. */
  readonly prompts: string[];
  /** The saved history. */
  readonly saved: Map<string, readonly string[]>;
  /** The files that were written to the directory of --out. */
  readonly written: Map<string, Uint8Array>;
  /** The files that a command wrote. */
  readonly texts: Map<string, string>;
  /** Sends a signal. */
  send(signal: "SIGINT" | "SIGTERM"): void;
  /** The number of signal handlers that remain. */
  handlerCount(): number;
}

/** What a context records of its effects. */
type Recorded = Pick<
  FakeContext,
  "created" | "closed" | "runs" | "prompts" | "saved" | "written" | "texts"
>;

/** Makes a context. */
export function fakeContext(options: FakeOptions = {}): FakeContext {
  const recorded: Recorded = {
    created: [],
    closed: { count: 0 },
    runs: [],
    prompts: [],
    saved: new Map(),
    written: new Map(),
    texts: new Map(),
  };
  const isTerminal = options.outputIsTerminal ?? false;
  const stdin = sourceOf(options.stdin ?? "");
  const stdout = new FakeOutput(isTerminal);
  return {
    ...recorded,
    stdout,
    stderr: new FakeOutput(isTerminal),
    writeBytes(bytes): Promise<void> {
      stdout.write(new TextDecoder().decode(bytes));
      return Promise.resolve();
    },
    stdin: { ...stdin, isTerminal: options.stdinIsTerminal ?? false },
    ...fakeFiles(options, recorded),
    environment(name): string | undefined {
      const value = options.environment?.[name];
      if (value instanceof Error) throw value;
      return value;
    },
    moduleFailed: new Promise(() => {}),
    allowExit: () => {},
    ...fakeSignals(),
    openEditor: (given) =>
      Promise.resolve(
        fakeEditor(options.typed ?? [], { prompts: recorded.prompts, given }),
      ),
    history: {
      load: (name) => Promise.resolve(recorded.saved.get(name) ?? []),
      save(name, lines): Promise<void> {
        recorded.saved.set(name, lines);
        return Promise.resolve();
      },
    },
    async createSandbox(given): Promise<CommandSandbox> {
      recorded.created.push(given);
      await options.createSandbox?.(given);
      return fakeSandbox(options, recorded);
    },
    ...fakeEngines(options),
    ...fakePackages(options, recorded),
  };
}

function fakeSandbox(
  { guest = () => okResult() }: FakeOptions,
  { runs, closed }: Recorded,
): CommandSandbox {
  let isClosed = false;
  return {
    engine: "pyodide",
    isolation: "process",
    get closed(): boolean {
      return isClosed;
    },
    async run(code, runOptions = {}): Promise<RunResult> {
      runs.push({ code, options: runOptions });
      const result = await guest(code, runOptions);
      isClosed ||= "recoverable" in result && !result.recoverable;
      isClosed ||= result.status === "crashed";
      return result;
    },
    close(): Promise<void> {
      closed.count++;
      isClosed = true;
      return Promise.resolve();
    },
  };
}

function fakeFiles(
  { files, directories, modules, refuse }: FakeOptions,
  { written }: Recorded,
): Pick<
  FakeContext,
  "openFile" | "listFiles" | "openOut" | "requireFile" | "importModule"
> {
  return {
    openFile(path): Promise<ByteSource> {
      const content = files?.[path];
      if (content instanceof Error) return Promise.reject(content);
      return content === undefined
        ? Promise.reject(new Deno.errors.NotFound("No such file"))
        : Promise.resolve(sourceOf(content));
    },
    listFiles: (path) => Promise.resolve(directories?.[path]),
    openOut: () =>
      Promise.resolve({
        write(path, content): Promise<void> {
          const why = refuse?.[path];
          if (why !== undefined) return Promise.reject(new Error(why));
          written.set(path, content);
          return Promise.resolve();
        },
      }),
    requireFile: () => Promise.resolve(),
    importModule(path): Promise<Readonly<Record<string, unknown>>> {
      const found = modules?.[path];
      if (found instanceof Error) return Promise.reject(found);
      return found === undefined
        ? Promise.reject(new TypeError(`Module not found "file:///${path}".`))
        : Promise.resolve(found);
    },
  };
}

function fakeSignals(): Pick<
  FakeContext,
  "onSignal" | "send" | "handlerCount"
> {
  const handlers = new Map<string, Set<() => void>>();
  return {
    onSignal(signal, handler): () => void {
      const set = handlers.get(signal) ?? new Set();
      handlers.set(signal, set.add(handler));
      return () => void set.delete(handler);
    },
    send(signal): void {
      for (const handler of [...handlers.get(signal) ?? []]) handler();
    },
    handlerCount: () =>
      [...handlers.values()].reduce((sum, set) => sum + set.size, 0),
  };
}

function fakePackages(
  { packages, refuseFile }: FakeOptions,
  { texts }: Recorded,
): Pick<FakeContext, "packages" | "writeFile"> {
  return {
    packages: () => Promise.resolve({ ...NO_PACKAGES, ...packages }),
    writeFile(path, text): Promise<void> {
      if (refuseFile !== undefined) return Promise.reject(refuseFile);
      texts.set(path, text);
      return Promise.resolve();
    },
  };
}

function fakeEngines(
  { engines = [], warm, install, uninstall }: FakeOptions,
): Pick<
  FakeContext,
  | "describeEngines"
  | "runtime"
  | "isolations"
  | "warm"
  | "install"
  | "uninstall"
> {
  return {
    describeEngines: () => Promise.resolve(engines),
    runtime: { deno: "2.9.0", v8: "15.0" },
    isolations: () => Promise.resolve(["process", "thread"]),
    warm: async (given) =>
      await warm?.(given) ?? { embedded: false, built: true, bytes: 1, ms: 1 },
    install: async (given) => {
      if (install === undefined) throw new Error("not expected");
      return await install(given);
    },
    uninstall: async (given) => {
      if (uninstall === undefined) throw new Error("not expected");
      return await uninstall(given);
    },
  };
}

const NO_PACKAGES: PackageHost = {
  chooseEngine: () => "pyodide",
  formatLock: ({ packages }) =>
    packages.map(({ name, version }) => `${name} ${version}\n`).join(""),
  lockPackages: () => Promise.reject(new Error("not expected")),
  preparePackages: () => Promise.reject(new Error("not expected")),
};

function sourceOf(content: string | Uint8Array): ByteSource {
  let rest: Uint8Array | null = typeof content === "string"
    ? new TextEncoder().encode(content)
    : content;
  return {
    read(): Promise<Uint8Array | null> {
      const chunk = rest;
      rest = null;
      return Promise.resolve(chunk?.length === 0 ? null : chunk);
    },
    close: () => {},
  };
}

function fakeEditor(
  typed: readonly (LineEvent | string)[],
  { prompts, given }: {
    readonly prompts: string[];
    readonly given: EditorOptions;
  },
): LineEditor {
  const queue = [...typed];
  const history = [...given.history];
  return {
    history,
    hasColours: false,
    onInterrupt: () => () => {},
    readLine(prompt, { remember }): Promise<LineEvent> {
      prompts.push(prompt);
      const next = queue.shift() ?? { type: "end" };
      const event: LineEvent = typeof next === "string"
        ? { type: "line", text: next }
        : next;
      if (event.type === "line" && remember) history.unshift(event.text);
      return Promise.resolve(event);
    },
    close: () => {},
  };
}
