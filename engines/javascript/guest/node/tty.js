// `tty`: a sandbox has no terminal.

import { nodeError } from "./errors.js";

function refuse() {
  throw nodeError(
    Error,
    "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM",
    "Cannot open a terminal as the sandbox has none: use process.stdin and process.stdout",
  );
}

export function make() {
  return {
    tty: { isatty: () => false, ReadStream: refuse, WriteStream: refuse },
  };
}
