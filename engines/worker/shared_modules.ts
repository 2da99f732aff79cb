/**
 * The modules that the workers of all engines share.
 *
 * @module
 */
import type { WorkerModule } from "./link.ts";
import channel from "./channel.js" with { type: "text" };
import compiled from "./compiled.js" with { type: "text" };
import handedWasm from "./handed_wasm.js" with { type: "text" };
import hostRequests from "./host_requests.js" with { type: "text" };
import intrinsics from "./intrinsics.js" with { type: "text" };
import mailboxReader from "./mailbox_reader.js" with { type: "text" };
import originals from "./originals.js" with { type: "text" };
import output from "./output.js" with { type: "text" };
import realm from "./realm.js" with { type: "text" };
import sharedValues from "./shared_values.js" with { type: "text" };

/** The values that the host and the workers share. */
export const SHARED_VALUES: WorkerModule = { source: sharedValues };
const INTRINSICS: WorkerModule = { source: intrinsics };
const ORIGINALS: WorkerModule = { source: originals };
const REALM: WorkerModule = {
  source: realm,
  imports: {
    "./intrinsics.js": INTRINSICS,
    "./originals.js": ORIGINALS,
  },
};
const COMPILED: WorkerModule = { source: compiled };
/** Replaces an engine's `wasm.js` if the worker receives the compiled code. */
export const HANDED_WASM: WorkerModule = {
  source: handedWasm,
  imports: { "../worker/compiled.js": COMPILED },
};
const CHANNEL: WorkerModule = {
  source: channel,
  imports: {
    "./compiled.js": COMPILED,
    "./intrinsics.js": INTRINSICS,
    "./originals.js": ORIGINALS,
  },
};

const MAILBOX_READER: WorkerModule = {
  source: mailboxReader,
  imports: {
    "./intrinsics.js": INTRINSICS,
    "./shared_values.js": SHARED_VALUES,
  },
};
const HOST_REQUESTS: WorkerModule = {
  source: hostRequests,
  imports: {
    "./channel.js": CHANNEL,
    "./intrinsics.js": INTRINSICS,
    "./mailbox_reader.js": MAILBOX_READER,
    "./shared_values.js": SHARED_VALUES,
  },
};
const OUTPUT: WorkerModule = {
  source: output,
  imports: {
    "./channel.js": CHANNEL,
    "./intrinsics.js": INTRINSICS,
    "./originals.js": ORIGINALS,
    "./shared_values.js": SHARED_VALUES,
  },
};

/** The modules that all workers share, by the specifier under which an engine's worker imports them. */
export const SHARED_MODULES: Readonly<Record<string, WorkerModule>> = {
  "../worker/intrinsics.js": INTRINSICS,
  "../worker/originals.js": ORIGINALS,
  "../worker/channel.js": CHANNEL,
  "../worker/compiled.js": COMPILED,
  "../worker/host_requests.js": HOST_REQUESTS,
  "../worker/mailbox_reader.js": MAILBOX_READER,
  "../worker/output.js": OUTPUT,
  "../worker/realm.js": REALM,
  "../worker/shared_values.js": SHARED_VALUES,
};
