/** The Python half of the value codec, run by CPython or by Pyodide. */
import { loadPyodide } from "pyodide";
import convert from "../../engines/python/guest/sandglass_convert.py" with {
  type: "text",
};
import decode from "../../engines/python/guest/sandglass_decode.py" with {
  type: "text",
};
import values from "../../engines/python/guest/sandglass_values.py" with {
  type: "text",
};
import { PYTHON_SOURCES } from "../../engines/python/sources.ts";
import harness from "./values_harness.py" with { type: "text" };

const SOURCES = [PYTHON_SOURCES.sandglass_shared, convert, values, decode];

/** A request to the harness: see `values_harness.py`. */
export type Request =
  | { readonly op: "roundtrip"; readonly text: string }
  | {
    readonly op: "encode" | "run";
    readonly code: string;
    /** Whether the reprs of parts without a counterpart stand for them. */
    readonly standIn?: boolean;
  };

/** The harness's answer. */
export interface Answer {
  /** The encoded value, if any. */
  readonly text?: string;
  /** The name of the exception, if any. */
  readonly error?: string;
  /** Its message. */
  readonly message?: string;
}

/** A Python that runs the harness. */
export interface PythonGuest extends AsyncDisposable {
  /** Sends a request to the harness, by default for at most 1 MiB of text. */
  ask(request: Request, maxBytes?: number): Promise<Answer>;
}

/**
 * Reports whether `python3` is installed.
 *
 * @returns Whether it could be started
 */
export async function hasPython(): Promise<boolean> {
  try {
    await new Deno.Command("python3", { args: ["--version"] }).output();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/**
 * Starts the system's Python.
 *
 * @returns A Python, which ends when it is disposed of
 */
export function startPython(): PythonGuest {
  const child = new Deno.Command("python3", {
    args: ["-I", "-c", `${harness}\nmain()`],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  const lines = readLines(child.stdout);
  const encoder = new TextEncoder();
  const send = (message: unknown): Promise<void> =>
    writer.write(encoder.encode(`${JSON.stringify(message)}\n`));
  const loaded = send(SOURCES);
  return {
    async ask(request, maxBytes = 2 ** 20): Promise<Answer> {
      await loaded;
      await send({ ...request, maxBytes });
      const line = await lines.next();
      if (line.done) throw new Error("Cannot ask Python as it has ended");
      return JSON.parse(line.value);
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await writer.close();
      await lines.return(undefined);
      await child.status;
    },
  };
}

async function* readLines(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string, undefined> {
  let rest = "";
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}

/**
 * Starts Pyodide in this thread, which takes seconds.
 *
 * @returns A Python
 */
export async function startPyodide(): Promise<PythonGuest> {
  const pyodide = await loadPyodide();
  pyodide.runPython(harness);
  pyodide.globals.get("load")(...SOURCES);
  const handle = pyodide.globals.get("handle");
  return {
    ask: (request, maxBytes = 2 ** 20): Promise<Answer> =>
      Promise.resolve(
        JSON.parse(handle(JSON.stringify({ ...request, maxBytes }))),
      ),
    [Symbol.asyncDispose](): Promise<void> {
      handle.destroy();
      return Promise.resolve();
    },
  };
}
