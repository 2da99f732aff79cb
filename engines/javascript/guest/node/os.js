// `os`: what a sandbox says of itself. Nothing of it is the host's.

/** @import { NodeParts } from "./node.d.ts" */

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGTERM: 15 };

/** @param {NodeParts} node */
export function make({ now, memoryBytes }) {
  /** @param {string} value */
  const named = (value) =>
    Object.assign(() => value, { [Symbol.toPrimitive]: () => value });
  const os = {
    EOL: "\n",
    devNull: "/dev/null",
    constants: { signals: SIGNALS, errno: {}, priority: {} },
    arch: named("wasm32"),
    platform: named("linux"),
    type: named("Linux"),
    machine: named("wasm32"),
    release: named("sandglass"),
    version: named("sandglass"),
    hostname: named("sandglass"),
    homedir: named("/work"),
    tmpdir: named("/tmp"),
    endianness: named("LE"),
    uptime: () => now() / 1000,
    loadavg: () => [0, 0, 0],
    totalmem: () => memoryBytes(),
    freemem: () => 0,
    cpus: () => [{
      model: "QuickJS",
      speed: 0,
      times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 },
    }],
    availableParallelism: () => 1,
    networkInterfaces: () => ({}),
    userInfo: () => ({
      uid: 0,
      gid: 0,
      username: "sandglass",
      homedir: "/work",
      shell: /** @type {null} */ (null),
    }),
    getPriority: () => 0,
    setPriority() {},
  };
  return { os };
}
