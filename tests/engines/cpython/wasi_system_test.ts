/** What the functions for waiting, devices and the process do for a guest that uses them as a C library does. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { ProcessExit } from "../../../engines/cpython/wasi_system.js";
import { CREATE, Guest, READ } from "./_guest.ts";

Deno.test("standard streams are no terminals and have no positions", () => {
  let asked = 0;
  const guest = new Guest({
    readStdin: (maxBytes) => {
      asked = maxBytes;
      return new TextEncoder().encode("in");
    },
  });
  assertEquals(guest.write(1, "out ", "put"), 7);
  assertEquals(guest.output, "out put");
  assertEquals(guest.read(0, 10, 10), "in");
  assertEquals(asked, 10);
  assertEquals(guest.read(1, 1), "EBADF");
  assertEquals(guest.write(0, "x"), "EBADF");
  const result = guest.room(24);
  assertEquals(guest.call("fd_seek", 1, 0n, 1, result), "ESPIPE");
  assertEquals(guest.call("fd_tell", 0, result), "ESPIPE");
  assertEquals(guest.call("fd_pread", 0, 0, 0, 0n, result), "ESPIPE");
  assertEquals(guest.call("fd_fdstat_get", 1, result), "");
  assertEquals(guest.view.getUint8(result), 2);
  assert((guest.view.getUint32(result + 8, true) & 1 << 2) !== 0);
  const fd = guest.fd("dev/stdout");
  assertEquals(guest.write(fd, "!"), 1);
  assertEquals(guest.output, "out put!");
});

Deno.test("standard streams fail as their host says", () => {
  const fails = (): never => {
    throw new Error("the host's");
  };
  const interrupted = new Guest({
    readStdin: () => undefined,
    write: () => 27,
  });
  assertEquals(interrupted.read(0, 1), "EINTR");
  assertEquals(interrupted.write(1, "x"), "EINTR");
  const failing = new Guest({ readStdin: fails, write: fails, random: fails });
  assertEquals(failing.read(0, 1), "EIO");
  assertEquals(failing.write(1, "x"), "EIO");
  assertEquals(failing.call("random_get", 0, 8), "EIO");
  const tooMuch = new Guest({ readStdin: () => new Uint8Array(2) });
  assertEquals(tooMuch.read(0, 1), "EIO");
});

Deno.test("devices give what they are for", () => {
  const guest = new Guest();
  const zero = guest.fd("dev/zero", { rights: READ });
  assertEquals(guest.read(zero, 3), "\0\0\0");
  const random = guest.fd("dev/urandom", { rights: READ });
  assertEquals(guest.read(random, 3).length, 3);
  const sink = guest.fd("dev/null");
  assertEquals(guest.write(sink, "x"), 1);
  assertEquals(guest.read(sink, 3), "");
});

Deno.test("arguments and variables are given", () => {
  const guest = new Guest();
  const count = guest.room(4);
  const bytes = guest.room(4);
  for (
    const [name, texts] of [["args", "python\0ä\0"], [
      "environ",
      "HOME=/work\0",
    ]]
  ) {
    assertEquals(guest.call(`${name}_sizes_get`, count, bytes), "");
    const length = guest.view.getUint32(bytes, true);
    const buffer = guest.room(length);
    const pointers = guest.room(8);
    assertEquals(guest.call(`${name}_get`, pointers, buffer), "");
    assertEquals(guest.view.getUint32(pointers, true), buffer);
    assertEquals(
      new TextDecoder().decode(guest.bytesAt(buffer, length)),
      texts,
    );
  }
});

Deno.test("clocks are those of the host", () => {
  const guest = new Guest();
  const result = guest.room(8);
  for (const [id, time] of [[0, 9_000_000_000n], [1, 5n], [2, 5n]] as const) {
    assertEquals(guest.call("clock_time_get", id, 0n, result), "");
    assertEquals(guest.view.getBigUint64(result, true), time);
    assertEquals(guest.call("clock_res_get", id, result), "");
  }
  assertEquals(guest.call("clock_time_get", 4, 0n, result), "EINVAL");
  assertEquals(guest.call("clock_res_get", -1, result), "EINVAL");
});

/** Subscriptions: to a clock, by how long, or to a descriptor. */
function poll(
  guest: Guest,
  subscriptions: readonly {
    fd?: number;
    write?: boolean;
    ns?: bigint;
    absolute?: boolean;
    id?: number;
  }[],
): {
  error: string;
  events: [userdata: bigint, error: number, type: number][];
} {
  guest.reset();
  const start = guest.room(48 * subscriptions.length);
  for (const [i, { fd, write, ns, absolute, id }] of subscriptions.entries()) {
    const at = start + 48 * i;
    guest.view.setBigUint64(at, BigInt(i + 1), true);
    guest.view.setUint8(at + 8, fd === undefined ? 0 : write ? 2 : 1);
    guest.view.setUint32(at + 16, fd ?? id ?? 1, true);
    if (fd !== undefined) continue;
    guest.view.setBigUint64(at + 24, ns ?? 0n, true);
    guest.view.setUint16(at + 40, absolute ? 1 : 0, true);
  }
  const events = guest.room(32 * subscriptions.length);
  const result = guest.room(4);
  const error = guest.call(
    "poll_oneoff",
    start,
    events,
    subscriptions.length,
    result,
  );
  const count = error === "" ? guest.view.getUint32(result, true) : 0;
  return {
    error,
    events: Array.from({ length: count }, (_, i) => [
      guest.view.getBigUint64(events + 32 * i, true),
      guest.view.getUint16(events + 32 * i + 8, true),
      guest.view.getUint8(events + 32 * i + 10),
    ]),
  };
}

Deno.test("poll_oneoff() sleeps until the first clock", () => {
  const slept: number[] = [];
  const guest = new Guest({ sleep: (ms) => slept.push(ms) > 0 });
  assertEquals(poll(guest, [{ ns: 5_500_000n }, { ns: 2_000_000n }]), {
    error: "",
    events: [[2n, 0, 0]],
  });
  assertEquals(poll(guest, [{ ns: 0n }]).events, [[1n, 0, 0]]);
  assertEquals(poll(guest, [{ ns: 1_000_005n, absolute: true }]).events, [[
    1n,
    0,
    0,
  ]]);
  assertEquals(poll(guest, [{ ns: 1n, absolute: true, id: 0 }]).events, [[
    1n,
    0,
    0,
  ]]);
  assertEquals(slept, [2, 1]);
  slept.length = 0;
  assertEquals(poll(guest, [{ ns: 3_000_000_000_000_000n }]).error, "");
  assertEquals(slept, [2 ** 31 - 1, 3_000_000_000 - (2 ** 31 - 1)]);
});

Deno.test("poll_oneoff() wakes up when it is interrupted", () => {
  const guest = new Guest({ sleep: () => false });
  assertEquals(poll(guest, [{ ns: 2n ** 64n - 1n }]), {
    error: "EINTR",
    events: [],
  });
});

Deno.test("poll_oneoff() does not wait for descriptors", () => {
  const guest = new Guest({ sleep: () => false });
  guest.make("work/a", "text");
  const fd = guest.fd("work/a");
  assertEquals(
    poll(guest, [
      { fd },
      { fd, write: true },
      { fd: 99 },
      { fd: 0, write: true },
      { ns: 9n },
      { ns: 0n },
    ]).events,
    [[1n, 0, 1], [2n, 0, 2], [3n, 8, 1], [4n, 8, 2], [6n, 0, 0]],
  );
  assertEquals(poll(guest, []).error, "EINVAL");
  assertEquals(poll(guest, [{ ns: 1n, id: 7 }]).error, "EINVAL");
  assertEquals(guest.call("poll_oneoff", 0, 0, 1_000_000, 0), "ENOMEM");
});

Deno.test("proc_exit() throws its code, and nothing else is thrown", () => {
  const guest = new Guest();
  const thrown = assertThrows(() => guest.raw("proc_exit", 3), ProcessExit);
  assertEquals(thrown.exitCode, 3);
  assertEquals(guest.call("proc_raise", 9), "ENOTSUP");
});

Deno.test("there are no sockets", () => {
  const guest = new Guest();
  for (
    const name of ["sock_accept", "sock_recv", "sock_send", "sock_shutdown"]
  ) {
    assertEquals(guest.call(name, 3, 0, 0, 0, 0, 0), "ENOTSOCK");
    assertEquals(guest.call(name, 99, 0, 0, 0, 0, 0), "EBADF");
  }
});

Deno.test("memory that grew is not written through its old buffer", () => {
  const guest = new Guest();
  const fd = guest.fd("work/a", { how: CREATE });
  guest.memory.grow(1);
  guest.write(fd, "text");
  guest.memory.grow(1);
  const result = guest.room(8);
  guest.memory.grow(1);
  assertEquals(guest.call("fd_tell", fd, result), "");
  assertEquals(guest.view.getBigUint64(result, true), 4n);
  guest.memory.grow(1);
  assertEquals(guest.call("fd_seek", fd, 0n, 0, result), "");
  assertEquals(guest.read(fd, 4), "text");
});

Deno.test("what has no memory points nowhere", () => {
  const guest = new Guest();
  guest.wasi.attach(new WebAssembly.Memory({ initial: 0 }));
  assertEquals(guest.call("fd_tell", 3, 0), "ENOTCAPABLE");
  assertEquals(guest.call("clock_time_get", 0, 0n, 0), "EFAULT");
  assertEquals(guest.call("random_get", 0, 1), "EFAULT");
});
