// Which script has which built-in module.

/** The modules that a script has, by the script's name below `node/`. */
const MODULES_OF = {
  assert: "assert assert/strict",
  buffer: "buffer",
  console: "console",
  crypto: "crypto",
  events: "events",
  module: "module",
  os: "os",
  perf_hooks: "perf_hooks",
  process: "process",
  querystring: "querystring",
  readline: "readline readline/promises",
  standard_streams: "internal/standard_streams",
  fs_descriptors: "internal/fs_descriptors",
  fs_streams: "internal/fs_streams",
  stream: "stream stream/promises stream/consumers",
  string_decoder: "string_decoder",
  test: "test",
  timers: "timers timers/promises",
  tty: "tty",
  unavailable:
    "async_hooks child_process cluster dgram diagnostics_channel dns dns/promises http http2 https inspector inspector/promises net repl sqlite tls v8 vm wasi worker_threads zlib",
  url: "url",
  util: "util util/types sys",
};

/**
 * The scripts by the names of modules.
 *
 * @type {Record<string, string>}
 */
export const SCRIPT_OF = Object.create(null);
for (const [script, modules] of Object.entries(MODULES_OF)) {
  for (const name of modules.split(" ")) SCRIPT_OF[name] = `node/${script}`;
}
