/**
 * The list of peers: a new one needs an entry here and a driver.
 *
 * @module
 */
import type { Isolation, Language } from "../../mod.ts";
import type { Peer, RowName } from "./peer.ts";
import { type Place, ROOT } from "./place.ts";

/** The time in which the pool of Sandglass refills. */
const REST_MS: Readonly<Record<Language, number>> = {
  javascript: 100,
  python: 800,
  typescript: 100,
};

const NO_STATE: Readonly<Partial<Record<RowName, string>>> = {
  further: "no environment outlasts its run",
};

const NOTHING_INSTALLED = "part of its runtime";

/** The path where `deno task compile` puts the binary. */
const BINARY = `${ROOT}dist/sandglass`;

const SAME_INSIDE = "the same as Sandglass, process, once started";

/** All peers; the ratios of a language are relative to its first one. */
export const PEERS: readonly Peer[] = [
  sandglass("python", "process"),
  sandglass("python", "thread"),
  binary("python"),
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
    cannot: {},
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
    command: (_, expression) => [
      BINARY,
      "run",
      `--language=${language}`,
      "-e",
      expression,
    ],
    program: BINARY,
    missing: () =>
      isFile(BINARY) ? undefined : "not built: run `deno task compile`",
    cannot: {
      fresh: SAME_INSIDE,
      throughput: SAME_INSIDE,
      further: SAME_INSIDE,
      stop: SAME_INSIDE,
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
  return {
    name: `sandglass-${language}-${isolation}`,
    title: `Sandglass, ${isolation}`,
    language,
    packages: [],
    runtime: "deno",
    driver: "sandglass.ts",
    options: () => ({ language, isolation }),
    command: (_, expression) => [
      Deno.execPath(),
      "run",
      "--no-prompt",
      "-A",
      `${ROOT}cli.ts`,
      "run",
      `--language=${language}`,
      `--isolation=${isolation}`,
      "-e",
      expression,
    ],
    clock: "host",
    restMs: REST_MS[language],
    cannot: {},
  };
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
    command: (place, expression) => [
      program(place),
      ...isPython ? ["-c", `print(${expression})`] : ["-p", expression],
    ],
    // On the host's clock, the start of the process would dominate.
    clock: "guest",
    restMs: 0,
    cannot: { ...NO_STATE, size: NOTHING_INSTALLED },
  };
}
