// What a guest finds in its realm beside the language itself, and what the worker needs inside the guest's realm to
// drive it. Evaluated in the guest's context before any guest code; everything used later is captured by then, because
// guest code may replace any global and any method.

import { isMapped } from "./error_frames.js";
import * as intrinsics from "../intrinsics.js";
import {
  $ArrayBuffer,
  $Promise,
  defineProperty,
  freeze,
  parse,
  promiseThen,
} from "../intrinsics.js";
import { decode } from "../values/decode.js";
import { encode } from "../values/encode.js";
import { answer, channel } from "./channel.js";
import { defineConsole } from "./console.js";
import { takeBack } from "./declarations.js";
import { isInstance } from "./failures.js";
import { define, defineLate } from "./globals.js";
import { host, takeHost } from "./host.js";
import { defineInput } from "./input.js";
import { defineLocales } from "./locales.js";
import { errorMade, overflowed } from "./made_errors.js";
import { beforeExit } from "./exit.js";
import { defineLanguage } from "./language.js";
import { hideSources } from "./own_functions.js";
import { guarded, handled, rejected, unhandled } from "./rejections.js";
import { openReports } from "./reports.js";
import { setGlobals } from "./set_globals.js";
import {
  begin,
  clearTimers,
  mainName,
  nextTimer,
  outcome,
  watch,
} from "./run.js";
import { captureGlobals, makeSurroundings } from "./surroundings.js";
import { defineTimers, fireTimers, later, runTicks } from "./timers.js";
import { defineNetwork, defineWeb, startClock } from "./web.js";

/**
 * @import { Delivered } from "../../../../core/protocol.ts"
 * @import { Host } from "../host.d.ts"
 *
 * @typedef {Omit<
 *   Extract<Delivered, { type: "open" }>,
 *   "memoryBytes" | "stackBytes" | "entropy" | "text" | "value"
 * > & { hasPackages: boolean }} Settings What is not the worker's own business of the `open` message.
 */

/**
 * Gives the guest its surroundings.
 *
 * @param {Host} given The functions of the worker's
 * @returns What the worker drives the guest by; no guest code has a way to it
 */
export function start(given) {
  takeHost(given, intrinsics);
  defineConsole();
  defineTimers();
  defineInput();
  defineRandomness();
  defineLanguage();
  defineModules();
  defineNodeGlobals();
  defineWeb();
  defineLocales();
  captureGlobals();
  hideSources();
  return {
    configure,
    setGlobals,
    begin,
    watch,
    runTicks,
    beforeExit,
    nextTimer,
    fireTimers,
    clearTimers,
    answer,
    allocate,
    files,
    resolveModule,
    sourceOf,
    runProgram,
    outcome,
    /** @param {unknown} thrown */
    describe: (thrown) => openReports().describe(thrown),
    openReports,
    rejected,
    handled,
    unhandled,
    errorMade,
    overflowed,
    takeBack,
  };
}

/** What Node has beside the web's globals. */
function defineNodeGlobals() {
  define("global", globalThis);
  defineLate("Buffer", () => openModules().builtin("buffer").Buffer);
}

function defineRandomness() {
  defineProperty(Math, "random", {
    // A method is no constructor.
    value: { random: () => host.random() }.random,
    writable: true,
    configurable: true,
  });
}

/**
 * Gives the guest its arguments, its environment and the zero of its clock.
 *
 * @param {string} settingsJson
 */
function configure(settingsJson) {
  /** @type {Settings} By the worker. */
  const { args, env, grants, callBytes, hasPackages, ...limits } = parse(
    settingsJson,
  );
  startClock();
  define("scriptArgs", freeze(args));
  const { functions, mounts, network } = grants;
  openModules = () =>
    modules ??= host.load("modules").makeModules({
      load: host.load,
      compile(path, source) {
        isMapped.value = true;
        return host.compile(path, source);
      },
      link: host.link,
      packages: hasPackages
        ? {
          resolve: host.packageModule,
          kindOf: host.packageKind,
          textOf: host.packageText,
        }
        : undefined,
      later,
      channel,
      program: { name: mainName, text: host.program },
      surroundings: makeSurroundings({ args, env, mainModule }),
      mounts,
      ...limits,
    });
  defineLate("fs", () => openModules().fs);
  defineLate("process", () => openModules().builtin("process"));
  defineNetwork(channel, network);
  if (functions.length > 0) {
    defineLate("host", () =>
      host.load("functions").makeFunctions({
        channel,
        encode,
        decode,
        names: functions,
        maxBytes: callBytes,
      }));
  }
}

// Files and modules, which are made when something of them is first asked for

/** @typedef {ReturnType<typeof import("../modules.js").makeModules>} Modules */

/** @type {Modules | undefined} */
let modules;
/** @type {() => Modules} */
let openModules;

/** The module of code that is run, and what Node gives it. */
function mainModule() {
  return openModules().loader.mainModule(mainName());
}

function defineModules() {
  const internal = defineProperty(
    /**
     * @param {string} name
     * @returns {unknown}
     */
    (name) => openModules().loader.require(name),
    "meta",
    {
      /** @type {Modules["loader"]["describe"]} */
      value: (...args) => openModules().loader.describe(...args),
    },
  );
  defineProperty(internal, "failure", {
    /** @param {string} name */
    value: (name) => openModules().loader.takeFailure(name),
  });
  defineProperty(globalThis, Symbol.for("sandglass.require"), {
    value: internal,
  });
  defineLate("require", () => openModules().loader.makeRequire(mainModule()));
  defineLate("module", mainModule);
  defineLate("exports", () => mainModule().exports);
  defineLate("__filename", () => mainModule().filename);
  defineLate("__dirname", () => mainModule().path);
}

/**
 * Memory for bytes of the host's.
 *
 * @param {number} bytes
 */
function allocate(bytes) {
  return new $ArrayBuffer(bytes);
}

/**
 * Does what the worker requests with the files: `[answer, bytes]`, the first as JSON.
 *
 * @param {string} request
 * @param {ArrayBuffer} buffer
 */
function files(request, buffer) {
  return openModules().serve(request, buffer);
}

/**
 * The name of a module that a module imports.
 *
 * @param {string} importer
 * @param {string} specifier
 */
function resolveModule(importer, specifier) {
  return openModules().loader.resolve(importer, specifier);
}

/**
 * The source of a module that the guest imports, and whether it is the guest's own text.
 *
 * @param {string} name
 */
function sourceOf(name) {
  // It may be transformed, and something stands before it.
  isMapped.value = true;
  return openModules().loader.sourceOf(name);
}

/**
 * Runs a program in CommonJS, compiled to a function.
 *
 * @param {string} filename
 * @param {Parameters<Modules["loader"]["runMain"]>[1]} wrapper
 */
function runProgram(filename, wrapper) {
  const value = guarded(() => openModules().loader.runMain(filename, wrapper));
  if (!isInstance(value, $Promise)) {
    return { __proto__: null, value };
  }
  // It is the promise of an async function.
  return {
    __proto__: null,
    value: promiseThen(
      value,
      /** @param {unknown} it */ (it) => it,
      /** @param {unknown} thrown */ (thrown) =>
        guarded(() => {
          throw thrown;
        }),
    ),
  };
}
