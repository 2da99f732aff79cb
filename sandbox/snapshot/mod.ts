/**
 * Snapshots: saved memories from which engines start, in shared memory and in the user's cache directory.
 *
 * @module
 */
export { MAX_SNAPSHOT_BYTES, type SnapshotFile } from "./snapshot_file.ts";
export {
  type SnapshotBuilder,
  type SnapshotListener,
  type SnapshotRequest,
  type SnapshotState,
  SnapshotStore,
} from "./snapshot_store.ts";
