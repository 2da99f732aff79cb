/**
 * Python on Pyodide.
 *
 * @module
 */
import { LANGUAGES_OF } from "../../core/languages.ts";
import type { Engine } from "../engine.ts";
import { PYTHON_SOURCES } from "../python/sources.ts";
import { sourcesOf, type WorkerModule } from "../worker/link.ts";
import { HANDED_WASM, SHARED_MODULES } from "../worker/shared_modules.ts";
import buildWithHost from "./build_with_host.js" with { type: "text" };
import builder from "./builder.js" with { type: "text" };
import entropy from "./entropy.js" with { type: "text" };
import fileCount from "./file_count.js" with { type: "text" };
import fileLimit from "./file_limit.js" with { type: "text" };
import fileList from "./file_list.js" with { type: "text" };
import guestWorker from "./guest.js" with { type: "text" };
import guestFiles from "./guest_files.js" with { type: "text" };
import ownEngine from "./guest/sandglass_engine.py" with { type: "text" };
import runSync from "./guest/sandglass_run_sync.py" with { type: "text" };
import pyfetch from "./guest/sandglass_pyfetch.py" with { type: "text" };
import seal from "./guest/sandglass_seal.py" with { type: "text" };
import hostDevice from "./host_device.js" with { type: "text" };
import outcomes from "./outcomes.js" with { type: "text" };
import programFile from "./program_file.js" with { type: "text" };
import localTime from "./local_time.js" with { type: "text" };
import snapshot from "../python/snapshot.js" with { type: "text" };
import importer from "./guest/sandglass_imports.py" with { type: "text" };
import interpreter from "./interpreter.js" with { type: "text" };
import libraryCode from "./library_code.js" with { type: "text" };
import libraryLinker from "./library_linker.js" with { type: "text" };
import linkedLibraries from "./linked_libraries.js" with { type: "text" };
import mountFs from "./mount_fs.js" with { type: "text" };
import mountHost from "./mount_host.js" with { type: "text" };
import mountLookups from "./mount_lookups.js" with { type: "text" };
import mountNodes from "./mount_nodes.js" with { type: "text" };
import mountOperations from "./mount_operations.js" with { type: "text" };
import nestingTypes from "../python/nesting_types.js" with { type: "text" };
import packageBuilder from "./package_builder.js" with { type: "text" };
import packedSite from "../python/packed_site.js" with { type: "text" };
import siteFs from "./site_fs.js" with { type: "text" };
import stackCharge from "../python/stack_charge.js" with { type: "text" };
import stackLimit from "./stack_limit.js" with { type: "text" };
import standardStreams from "./standard_streams.js" with { type: "text" };
import stringHash from "./string_hash.js" with { type: "text" };
import watchdog from "../python/watchdog.js" with { type: "text" };
import wasm from "./wasm.js" with { type: "text" };
import worker from "./worker.js" with { type: "text" };

const VERSION = "314.0.7";
const PACKAGE = `npm:pyodide@${VERSION}`;

const LOCAL_TIME: WorkerModule = {
  source: localTime,
  imports: SHARED_MODULES,
};

const INTERPRETER: WorkerModule = {
  source: interpreter,
  imports: {
    ...SHARED_MODULES,
    "./local_time.js": LOCAL_TIME,
    "./wasm.js": HANDED_WASM,
  },
};

const FILE_LIMIT: WorkerModule = {
  source: fileLimit,
  imports: {
    ...SHARED_MODULES,
    "./file_count.js": { source: fileCount, imports: SHARED_MODULES },
    "./interpreter.js": INTERPRETER,
  },
};

const LIBRARY_CODE: WorkerModule = {
  source: libraryCode,
  imports: SHARED_MODULES,
};
const PACKED_SITE: WorkerModule = { source: packedSite };
const LINKED_LIBRARIES: WorkerModule = {
  source: linkedLibraries,
  imports: {
    ...SHARED_MODULES,
    "../python/packed_site.js": PACKED_SITE,
    "./interpreter.js": INTERPRETER,
    "./library_code.js": LIBRARY_CODE,
  },
};

const MOUNT_NODES: WorkerModule = {
  source: mountNodes,
  imports: SHARED_MODULES,
};
const MOUNT_FS: WorkerModule = {
  source: mountFs,
  imports: {
    "./mount_host.js": { source: mountHost, imports: SHARED_MODULES },
    "./mount_lookups.js": { source: mountLookups },
    "./mount_nodes.js": MOUNT_NODES,
    "./mount_operations.js": {
      source: mountOperations,
      imports: { ...SHARED_MODULES, "./mount_nodes.js": MOUNT_NODES },
    },
  },
};

const SITE_FS: WorkerModule = {
  source: siteFs,
  imports: { ...SHARED_MODULES, "./mount_nodes.js": MOUNT_NODES },
};
const PACKAGE_BUILDER: WorkerModule = {
  source: packageBuilder,
  imports: {
    "../python/packed_site.js": PACKED_SITE,
    "./interpreter.js": INTERPRETER,
    "./library_linker.js": {
      source: libraryLinker,
      imports: { "./library_code.js": LIBRARY_CODE },
    },
    "./linked_libraries.js": LINKED_LIBRARIES,
    "./site_fs.js": SITE_FS,
  },
};

/** One object for both modules that import it, so that they share it. */
const STACK_CHARGE: WorkerModule = { source: stackCharge };

const MODULES: Readonly<Record<string, WorkerModule>> = {
  ...SHARED_MODULES,
  "./entropy.js": { source: entropy, imports: SHARED_MODULES },
  "./guest.js": {
    source: guestWorker,
    imports: {
      ...SHARED_MODULES,
      "./interpreter.js": INTERPRETER,
      "./outcomes.js": { source: outcomes, imports: SHARED_MODULES },
      "./standard_streams.js": {
        source: standardStreams,
        imports: SHARED_MODULES,
      },
    },
  },
  "./local_time.js": LOCAL_TIME,
  "../python/snapshot.js": { source: snapshot, imports: SHARED_MODULES },
  "../python/nesting_types.js": { source: nestingTypes },
  "../python/packed_site.js": PACKED_SITE,
  "./site_fs.js": SITE_FS,
  "./linked_libraries.js": LINKED_LIBRARIES,
  "../python/stack_charge.js": STACK_CHARGE,
  "./stack_limit.js": {
    source: stackLimit,
    imports: { "../python/stack_charge.js": STACK_CHARGE },
  },
  "./string_hash.js": { source: stringHash },
  "./interpreter.js": INTERPRETER,
  "./host_device.js": { source: hostDevice, imports: SHARED_MODULES },
  "./program_file.js": {
    source: programFile,
    imports: {
      ...SHARED_MODULES,
      "./file_limit.js": FILE_LIMIT,
    },
  },
  "./guest_files.js": {
    source: guestFiles,
    imports: {
      ...SHARED_MODULES,
      "./file_list.js": { source: fileList, imports: SHARED_MODULES },
    },
  },
  "./mount_fs.js": MOUNT_FS,
  "./file_limit.js": FILE_LIMIT,
};
/** One object for all starts, so that it is linked once. */
const WORKER: WorkerModule = { source: worker, imports: MODULES };

const BUILDER: WorkerModule = {
  source: builder,
  imports: {
    ...MODULES,
    "../python/watchdog.js": { source: watchdog, imports: SHARED_MODULES },
    "./package_builder.js": PACKAGE_BUILDER,
  },
};
/** The guest's side in Python, by module name, each after those that it imports. It is part of the snapshot. */
const SOURCES = {
  sandglass_engine: ownEngine,
  ...PYTHON_SOURCES,
  sandglass_run_sync: runSync,
  sandglass_pyfetch: pyfetch,
  sandglass_seal: seal,
};

/** The Pyodide engine. */
export const pyodide: Engine = {
  name: "pyodide",
  languages: LANGUAGES_OF.pyodide,
  version: `CPython 3.14 (Pyodide ${VERSION})`,
  packages: [PACKAGE],
  wasm: `${PACKAGE}/pyodide.asm.wasm`,
  wasmModule: { source: wasm },
  reusable: false,
  rehearses: true,
  polls: false,
  endsPrograms: true,
  heapMiB: 192,
  sources: {},
  snapshot: {
    name: "python",
    dependsOn: [
      VERSION,
      ...sourcesOf(BUILDER),
      ...Object.entries(SOURCES).flat(),
      importer,
    ],
    importer,
    sources: SOURCES,
    file: `${PACKAGE}/python_stdlib.zip`,
    builder: {
      source: buildWithHost,
      imports: { "./builder.js": BUILDER },
    },
  },
  worker: (): WorkerModule => WORKER,
};
