// `os`: what a sandbox says of itself. Nothing of it is the host's.

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGTERM: 15 };

export function make({ now, memoryBytes }) {
  const named = (name, value) =>
    Object.assign(() => value, { [Symbol.toPrimitive]: () => value });
  const os = {
    EOL: "\n",
    devNull: "/dev/null",
    constants: { signals: SIGNALS, errno: {}, priority: {} },
    arch: named("arch", "wasm32"),
    platform: named("platform", "linux"),
    type: named("type", "Linux"),
    machine: named("machine", "wasm32"),
    release: named("release", "sandglass"),
    version: named("version", "sandglass"),
    hostname: named("hostname", "sandglass"),
    homedir: named("homedir", "/work"),
    tmpdir: named("tmpdir", "/tmp"),
    endianness: named("endianness", "LE"),
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
      shell: null,
    }),
    getPriority: () => 0,
    setPriority() {},
  };
  return { os };
}
