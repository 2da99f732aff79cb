/**
 * JavaScript and TypeScript on QuickJS.
 *
 * QuickJS (Bellard's, 2025) rather than QuickJS-ng: measured side by side it was a quarter to a third faster on calls
 * and loops, and knows more of the language (duplicate named groups, `v` flag of regular expressions).
 *
 * @module
 */
import type { Language } from "../../core/options.ts";
import type { Engine } from "../engine.ts";
import { SHARED_MODULES, type WorkerModule } from "../worker/link.ts";
import clone from "./guest/clone.js" with { type: "text" };
import crypto from "./guest/crypto.js" with { type: "text" };
import encodings from "./guest/encodings.js" with { type: "text" };
import fs from "./guest/fs.js" with { type: "text" };
import fsTypes from "./guest/fs_types.js" with { type: "text" };
import display from "./guest/display.js" with { type: "text" };
import fetch from "./guest/fetch.js" with { type: "text" };
import functions from "./guest/functions.js" with { type: "text" };
import guest from "./guest.js" with { type: "text" };
import inspect from "./guest/inspect.js" with { type: "text" };
import memoryFiles from "./guest/memory_files.js" with { type: "text" };
import modules from "./guest/modules.js" with { type: "text" };
import mounts from "./guest/mounts.js" with { type: "text" };
import paths from "./guest/paths.js" with { type: "text" };
import prelude from "./guest/prelude.js" with { type: "text" };
import text from "./guest/text.js" with { type: "text" };
import values from "./guest/values.js" with { type: "text" };
import instance from "./instance.js" with { type: "text" };
import noStripTypes from "./no_strip_types.js" with { type: "text" };
import random from "./random.js" with { type: "text" };
import staticImports from "./static_imports.js" with { type: "text" };
import stripTypes from "./strip_types.js" with { type: "text" };
import worker from "./worker.js" with { type: "text" };

const EMSCRIPTEN = "0.32.0";
const CORE = `npm:quickjs-emscripten-core@${EMSCRIPTEN}`;
const AMARO = "npm:amaro@1.2.1";
const VARIANT = `npm:@jitl/quickjs-wasmfile-release-sync@${EMSCRIPTEN}`;

/** TypeScript's parser is loaded only for guests that write it. */
const STRIP_TYPES: WorkerModule = {
  source: stripTypes,
  imports: { amaro: AMARO },
};
const NO_STRIP_TYPES: WorkerModule = { source: noStripTypes };

/**
 * The engine's code, compiled by Deno itself: a tenth of the time of a variant that carries the code in a string. Its
 * file has no name that a static import would take for WebAssembly, hence the two steps.
 */
const WASM: WorkerModule = {
  source:
    `export default await import.source(import.meta.resolve("${VARIANT}/wasm"));`,
};
const RANDOM: WorkerModule = { source: random };
const INSTANCE: WorkerModule = {
  source: instance,
  imports: {
    "quickjs/core": CORE,
    "quickjs/ffi": `${VARIANT}/ffi`,
    "quickjs/module": `${VARIANT}/emscripten-module`,
    "quickjs/wasm": WASM,
  },
};

/** The QuickJS engine. */
export const quickjs: Engine = {
  name: "quickjs",
  languages: ["javascript", "typescript"],
  version: `QuickJS (quickjs-emscripten ${EMSCRIPTEN})`,
  packages: [CORE, VARIANT, AMARO],
  reusable: true,
  // V8 collects garbage when half of it is reached, and every guest's linear memory counts: 16 MiB for each that is
  // over. With less it would do hardly anything else.
  heapMiB: 512,
  sources: {
    clone,
    crypto,
    display,
    encodings,
    fetch,
    fs,
    fs_types: fsTypes,
    functions,
    inspect,
    memory_files: memoryFiles,
    modules,
    mounts,
    paths,
    prelude,
    text,
    values,
  },
  worker: (language: Language): WorkerModule => ({
    source: worker,
    imports: { ...SHARED_MODULES, "./guest.js": guestModule(language) },
  }),
};

function guestModule(language: Language): WorkerModule {
  return {
    source: guest,
    imports: {
      ...SHARED_MODULES,
      "./instance.js": INSTANCE,
      "./random.js": RANDOM,
      "./static_imports.js": { source: staticImports },
      "quickjs/core": CORE,
      "quickjs/strip-types": language === "typescript"
        ? STRIP_TYPES
        : NO_STRIP_TYPES,
    },
  };
}
