/**
 * The message that opens a guest in a worker, for tests that talk to workers directly.
 *
 * @module
 */
import type { ToGuest } from "../core/protocol.ts";

/** A guest without any grants. */
export const OPEN_MESSAGE: Extract<ToGuest, { type: "open" }> = {
  type: "open",
  memoryBytes: 2 ** 24,
  stackBytes: 2 ** 16,
  isolation: "process",
  entropy: [1, 2, 3, 4],
  seeded: true,
  env: {},
  args: [],
  grants: { functions: [], mounts: [], network: false },
  valueBytes: 1000,
  fileBytes: 1e6,
  maxFiles: 100,
  callBytes: 1000,
};
