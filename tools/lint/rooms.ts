/**
 * The rooms of `sandbox/`. A file outside a room imports the room's face, its `mod.ts`, and no other file of it.
 *
 * @module
 */

/** The rooms. A room may lie in another; its files may then import any file of that one. */
const ROOMS = [
  "sandbox/start/",
  "sandbox/process/",
  "sandbox/thread/",
  "sandbox/pool/",
  "sandbox/snapshot/",
  "sandbox/install/",
  "sandbox/packages/",
  "sandbox/host_requests/",
  "sandbox/host_requests/mounts/",
  "sandbox/host_requests/network/",
];

/** Tests look into the rooms; they mirror their files. */
const INSPECTORS = "tests/";

/** The imports that pass by a face. A face would load more modules at a start than the start needs. */
const PAST_FACES: Readonly<Record<string, readonly string[]>> = {
  // Starts a child process before it loads anything else, or is the child process of a binary.
  "cli.ts": ["sandbox/process/child_process.ts", "sandbox/process/child.ts"],
  // The entry point of a child process, and a module that it loads.
  "sandbox/process/child.ts": ["sandbox/snapshot/snapshot_file.ts"],
  // Loads one isolation late, when it is known which.
  "sandbox/start/start_worker.ts": [
    "sandbox/process/process_link.ts",
    "sandbox/process/fetch_packages.ts",
    "sandbox/thread/thread_link.ts",
    "sandbox/thread/brokered_link.ts",
  ],
  // The face would import the sandbox in a circle.
  "sandbox/grace.ts": ["sandbox/start/patient_timer.ts"],
  // Asks who the user is; the face would load the store of snapshots.
  "sandbox/packages/package_cache.ts": ["sandbox/snapshot/cache_directory.ts"],
  // Explains failed imports; the face would load what fetches packages.
  "sandbox/missing_package.ts": ["sandbox/packages/compiled_packages.ts"],
  // Loads late what only `warm` needs.
  "sandbox/describe.ts": [
    "sandbox/process/fetch_packages.ts",
    "sandbox/thread/worker_url.ts",
  ],
};

/**
 * Checks that an import of another room goes to its face.
 *
 * @param file The importing file, from the top of the repository
 * @param target The imported file, from the top of the repository
 * @returns What is wrong, or `undefined`
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(checkFace("sandbox/create.ts", "sandbox/pool/mod.ts"), undefined);
 * assertEquals(
 *   checkFace("sandbox/create.ts", "sandbox/pool/lease.ts"),
 *   "Cannot import sandbox/pool/lease.ts here as its room has a face: import sandbox/pool/mod.ts",
 * );
 * ```
 */
export function checkFace(file: string, target: string): string | undefined {
  const room = ROOMS.filter((one) => target.startsWith(one)).at(-1);
  if (room === undefined || target === `${room}mod.ts`) return undefined;
  if (file.startsWith(room) || file.startsWith(INSPECTORS)) return undefined;
  if (PAST_FACES[file]?.includes(target)) return undefined;
  return `Cannot import ${target} here as its room has a face: import ${room}mod.ts`;
}
