// Builds the snapshot from which guests start: an interpreter with everything imported that a run needs. No guest code ever
// runs here.

import { takeCompiled } from "../worker/compiled.js";
import { post } from "../worker/originals.js";
import { pack } from "../python/snapshot.js";
import { fillNatively } from "./entropy.js";
import { Interpreter, newControlMemory, newMemory } from "./interpreter.js";
import { newTree, openLibrary, PACKAGE_SETTINGS, PREOPENS } from "./library.js";
import { NESTING_TYPES } from "../python/nesting_types.js";
import { findCharged } from "../python/stack_charge.js";
import { WASM_PAGE_BYTES } from "../worker/shared_values.js";
import { findStackLimits } from "./stack_limits.js";
import { Wasi } from "./wasi.js";

/**
 * @import { EngineLibrary } from "../../core/worker_start.ts"
 *
 * @typedef {Readonly<Record<string, string>>} Sources Of the guest's modules, by name, each after those that it imports.
 *
 * @typedef {object} InitialMemory
 * @property {ArrayBuffer} segments The interpreter's initial memory, as `packed_segments.ts` packs it.
 * @property {number} initialPages The size of the initial memory, in pages of 64 KiB.
 *
 * @typedef {InitialMemory & EngineLibrary<ArrayBuffer>} InstalledFiles The files of the installation.
 */

const GIB = 2 ** 30;
/** The library is read from the installation, not from the snapshot. */
const NO_ARCHIVE = new Uint8Array(0);

/** Python that installs a module of ours, whose name and source it is called with. */
const INSTALL = [
  "def _install(name, source):",
  " import sys, types",
  " module = types.ModuleType(name)",
  " sys.modules[name] = module",
  ' exec(compile(source, f"<sandglass:{name}>", "exec"), module.__dict__)',
].join("\n");
/** Room for small programs, in bytes: a guest whose memory has not grown leaves it to the next, which is faster. */
const ROOM_BYTES = 8 * 2 ** 20;
/** What is frozen is never looked at by a guest's garbage collection. */
const FINISH = [
  "import sandglass_guest, gc",
  "sandglass_guest.rehearse()",
  "del _install, sandglass_guest",
  "gc.collect()",
  "gc.freeze()",
  "del gc",
  // As a statement, since a value would be written out.
  `del [bytearray(${ROOM_BYTES})][0]`,
].join("\n");

/**
 * @param {InstalledFiles} installed
 * @param {Sources} sources
 */
function build({ segments, initialPages, ...library }, sources) {
  const memory = fill(new Uint8Array(segments), initialPages);
  let said = "";
  const wasi = new Wasi({
    tree: newTree(openLibrary(library)),
    memory,
    args: [],
    env: {},
    preopens: PREOPENS,
    clocks: { realtime: () => 0n, monotonic: () => 0n },
    random: fillNatively,
    readStdin: () => new Uint8Array(0),
    write(_, bytes) {
      said += new TextDecoder().decode(bytes);
      return 0;
    },
    sleep: () => true,
  });
  /** What Python sent last. */
  let sent = "";
  const interpreter = new Interpreter({
    memory,
    control: newControlMemory(),
    wasi,
    callHost(request) {
      sent = new TextDecoder().decode(request);
      return Uint8Array.of(1);
    },
  });
  /** @param {string} code */
  const run = (code) => {
    if (interpreter.turn(new TextEncoder().encode(code))) return;
    const [why = ""] = said.trimEnd().split("\n").slice(-1);
    throw new Error(`The interpreter cannot be prepared: ${why}`);
  };
  run(`import os\nos.environ["MPLCONFIGDIR"] = "${PACKAGE_SETTINGS}"`);
  run(INSTALL);
  for (const [name, source] of Object.entries(sources)) {
    run(`_install(${JSON.stringify(name)}, ${toPython(source)})`);
  }
  run(FINISH);
  run(`${NESTING_TYPES}\n__import__("_host").call(nesting_types().encode())`);
  const config = {
    stackLimits: findStackLimits(interpreter.memory),
    charged: findCharged(interpreter, JSON.parse(sent)),
  };
  return pack(interpreter.memory, NO_ARCHIVE, config);
}

/**
 * A text as a literal of Python's.
 *
 * @param {string} text
 */
function toPython(text) {
  // JSON's escapes are Python's, but for those of characters of two units.
  return JSON.stringify(text).replace(
    /[^\x20-\x7e]/gu,
    (character) =>
      `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`,
  );
}

/**
 * Memory with the interpreter's initial contents.
 *
 * @param {Uint8Array} packed
 * @param {number} initialPages
 */
function fill(packed, initialPages) {
  const view = new DataView(packed.buffer, packed.byteOffset);
  const count = view.getUint32(0, true);
  /** @type {{ offset: number, bytes: number }[]} */
  const segments = [];
  for (let i = 0; i < count; i++) {
    const at = 4 + 8 * i;
    const offset = view.getUint32(at, true);
    segments.push({ offset, bytes: view.getUint32(at + 4, true) });
  }
  const memory = newMemory(initialPages * WASM_PAGE_BYTES, 2 * GIB);
  const heap = new Uint8Array(memory.buffer);
  let at = 4 + 8 * count;
  for (const { offset, bytes } of segments) {
    heap.set(packed.subarray(at, at + bytes), offset);
    at += bytes;
  }
  return memory;
}

/** @param {MessageEvent<{ sources: Sources, files: InstalledFiles, compiled?: WebAssembly.Module } | null>} event */
globalThis.onmessage = ({ data }) => {
  if (data === null) return;
  try {
    takeCompiled(data.compiled);
    const snapshot = build(data.files, data.sources);
    post({ snapshot: snapshot.buffer }, [snapshot.buffer]);
  } catch (error) {
    post({ error: `${error instanceof Error ? error.stack : error}` });
  }
};
post({ loaded: true });
