import type {
  ByteSource,
  CommandContext,
  CommandSandbox,
  Output,
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
import { escapeForTerminal } from "../../core/terminal.ts";
import { TerminalFilter } from "../../core/terminal_filter.ts";

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

const BASE = {
  stdout: "",
  stderr: "",
  displays: [],
  truncated: [],
  files: [],
  usage: {
    wallMs: 1,
    cpuMs: undefined,
    peakMemoryBytes: undefined,
    startMs: 2,
    calls: 0,
  },
  engine: "pyodide",
  language: "python",
  isolation: "process",
} as const;

/** A result with the status `ok`. */
export function okResult(
  fields: Partial<Extract<RunResult, { status: "ok" }>> = {},
): RunResult {
  return { ...BASE, status: "ok", value: null, ...fields };
}

/** A result with any status. */
export function resultOf(
  fields: { readonly status: RunResult["status"] } & Record<string, unknown>,
): RunResult {
  // The tests pass the fields of the status.
  return { ...BASE, ...fields } as unknown as RunResult;
}

/** An output that keeps its text. */
export class FakeOutput implements Output {
  text = "";
  readonly columns = 40;
  readonly #broken = new AbortController();
  readonly #filter = new TerminalFilter();

  constructor(readonly isTerminal: boolean) {}

  get broken(): AbortSignal {
    return this.#broken.signal;
  }

  write(text: string): void {
    this.text += this.isTerminal ? escapeForTerminal(text) : text;
  }

  writeGuest(text: string, isRaw = false): void {
    const isSafe = isRaw || !this.isTerminal;
    this.text += isSafe ? text : this.#filter.next(text);
  }

  endGuest(): void {
    this.text += this.#filter.end();
  }

  writeControl(text: string): void {
    this.text += text;
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  /** Behaves from now on as if the output were closed. */
  break(): void {
    this.#broken.abort();
  }
}

/** Makes a context. */
export function fakeContext(options: FakeOptions = {}): FakeContext {
  const handlers = new Map<string, Set<() => void>>();
  const created: SandboxOptions[] = [];
  const runs: { code: string; options: RunOptions }[] = [];
  const closed = { count: 0 };
  const written = new Map<string, Uint8Array>();
  const texts = new Map<string, string>();
  const prompts: string[] = [];
  const saved = new Map<string, readonly string[]>();
  const isTerminal = options.outputIsTerminal ?? false;
  const stdin = sourceOf(options.stdin ?? "");

  function sandbox(): CommandSandbox {
    let isClosed = false;
    return {
      engine: "pyodide",
      isolation: "process",
      get closed(): boolean {
        return isClosed;
      },
      async run(code, runOptions = {}): Promise<RunResult> {
        runs.push({ code, options: runOptions });
        const guest = options.guest ?? (() => okResult());
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

  const stdout = new FakeOutput(isTerminal);
  return {
    stdout,
    stderr: new FakeOutput(isTerminal),
    writeBytes(bytes): Promise<void> {
      stdout.write(new TextDecoder().decode(bytes));
      return Promise.resolve();
    },
    stdin: { ...stdin, isTerminal: options.stdinIsTerminal ?? false },
    created,
    closed,
    runs,
    prompts,
    saved,
    openFile(path): Promise<ByteSource> {
      const content = options.files?.[path];
      if (content instanceof Error) return Promise.reject(content);
      return content === undefined
        ? Promise.reject(new Deno.errors.NotFound("No such file"))
        : Promise.resolve(sourceOf(content));
    },
    listFiles: (path) => Promise.resolve(options.directories?.[path]),
    openOut: () =>
      Promise.resolve({
        write(path, content): Promise<void> {
          const why = options.refuse?.[path];
          if (why !== undefined) return Promise.reject(new Error(why));
          written.set(path, content);
          return Promise.resolve();
        },
      }),
    written,
    environment(name): string | undefined {
      const value = options.environment?.[name];
      if (value instanceof Error) throw value;
      return value;
    },
    requireFile: () => Promise.resolve(),
    moduleFailed: new Promise(() => {}),
    allowExit: () => {},
    importModule(path): Promise<Readonly<Record<string, unknown>>> {
      const found = options.modules?.[path];
      if (found instanceof Error) return Promise.reject(found);
      return found === undefined
        ? Promise.reject(new TypeError(`Module not found "file:///${path}".`))
        : Promise.resolve(found);
    },
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
    openEditor: (given) =>
      Promise.resolve(fakeEditor(options.typed ?? [], { prompts, given })),
    history: {
      load: (name) => Promise.resolve(saved.get(name) ?? []),
      save(name, lines): Promise<void> {
        saved.set(name, lines);
        return Promise.resolve();
      },
    },
    async createSandbox(given): Promise<CommandSandbox> {
      created.push(given);
      await options.createSandbox?.(given);
      return sandbox();
    },
    describeEngines: () => Promise.resolve(options.engines ?? []),
    runtime: { deno: "2.9.0", v8: "15.0" },
    isolations: () => Promise.resolve(["process", "thread"]),
    warm: async (given) =>
      await options.warm?.(given) ??
        { embedded: false, built: true, bytes: 1, ms: 1 },
    packages: () => Promise.resolve({ ...NO_PACKAGES, ...options.packages }),
    texts,
    writeFile(path, text): Promise<void> {
      if (options.refuseFile !== undefined) {
        return Promise.reject(options.refuseFile);
      }
      texts.set(path, text);
      return Promise.resolve();
    },
    install: async (given) => {
      if (options.install === undefined) throw new Error("not expected");
      return await options.install(given);
    },
    uninstall: async (given) => {
      if (options.uninstall === undefined) throw new Error("not expected");
      return await options.uninstall(given);
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
