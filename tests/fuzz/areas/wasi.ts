/** The functions of WASI with hostile arguments: none throws, writes where nothing points to, or takes more than it may. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { ERRNO } from "../../../engines/cpython/file_errors.js";
import { ProcessExit } from "../../../engines/cpython/wasi_system.js";
import { Guest } from "../../engines/cpython/_guest.ts";
import {
  assertWhole,
  EMPTY,
  MEMORY_BYTES,
  PATH_TEXTS,
  PATHS,
  prepare,
  VECTORS,
} from "../../engines/cpython/_hostile_guest.ts";
import { type Area, claim, plainArea } from "../area.ts";

/** A parameter: `p…` points to as many bytes that are written, `i` to those that are read. */
type Kind =
  | "fd"
  | "directory"
  | "in"
  | "length"
  | "path"
  | "vectors"
  | "count"
  | "flag"
  | "u32"
  | "rights"
  | "u64"
  | "out4"
  | "out8"
  | "out24"
  | "out64"
  | "outLength"
  | "outTexts";

/** The parameters of each function. */
export const SIGNATURES: Readonly<Record<string, readonly Kind[]>> = {
  args_get: ["outTexts", "outTexts"],
  args_sizes_get: ["out4", "out4"],
  environ_get: ["outTexts", "outTexts"],
  environ_sizes_get: ["out4", "out4"],
  clock_res_get: ["u32", "out8"],
  clock_time_get: ["u32", "u64", "out8"],
  fd_advise: ["fd", "u64", "u64", "u32"],
  fd_allocate: ["fd", "u64", "u64"],
  fd_close: ["fd"],
  fd_datasync: ["fd"],
  fd_fdstat_get: ["fd", "out24"],
  fd_fdstat_set_flags: ["fd", "u32"],
  fd_fdstat_set_rights: ["fd", "rights", "rights"],
  fd_filestat_get: ["fd", "out64"],
  fd_filestat_set_size: ["fd", "u64"],
  fd_filestat_set_times: ["fd", "u64", "u64", "u32"],
  fd_pread: ["fd", "vectors", "count", "u64", "out4"],
  fd_prestat_get: ["fd", "out8"],
  fd_prestat_dir_name: ["fd", "outLength", "length"],
  fd_pwrite: ["fd", "vectors", "count", "u64", "out4"],
  fd_read: ["fd", "vectors", "count", "out4"],
  fd_readdir: ["directory", "outLength", "length", "u64", "out4"],
  fd_renumber: ["fd", "fd"],
  fd_seek: ["fd", "u64", "u32", "out8"],
  fd_sync: ["fd"],
  fd_tell: ["fd", "out8"],
  fd_write: ["fd", "vectors", "count", "out4"],
  path_create_directory: ["directory", "path", "length"],
  path_filestat_get: ["directory", "flag", "path", "length", "out64"],
  path_filestat_set_times: [
    "directory",
    "flag",
    "path",
    "length",
    "u64",
    "u64",
    "u32",
  ],
  path_link: [
    "directory",
    "flag",
    "path",
    "length",
    "directory",
    "path",
    "length",
  ],
  path_open: [
    "directory",
    "flag",
    "path",
    "length",
    "u32",
    "rights",
    "rights",
    "u32",
    "out4",
  ],
  path_readlink: ["directory", "path", "length", "outLength", "length", "out4"],
  path_remove_directory: ["directory", "path", "length"],
  path_rename: ["directory", "path", "length", "directory", "path", "length"],
  path_symlink: ["path", "length", "directory", "path", "length"],
  path_unlink_file: ["directory", "path", "length"],
  poll_oneoff: ["in", "outLength", "count", "out4"],
  proc_exit: ["u32"],
  proc_raise: ["u32"],
  random_get: ["outLength", "length"],
  sched_yield: [],
  sock_accept: ["fd", "u32", "out4"],
  sock_recv: ["fd", "vectors", "count", "u32", "out4", "out4"],
  sock_send: ["fd", "vectors", "count", "u32", "out4"],
  sock_shutdown: ["fd", "u32"],
};

const NUMBERS32 = [0, 1, 2, 3, 4, 5, 8, 24, 64, 0x7fffffff, -1, -8];
const edge32 = fc.oneof(
  fc.constantFrom(...NUMBERS32, MEMORY_BYTES, MEMORY_BYTES - 1, -2147483648),
  fc.integer({ min: -8, max: 200 }),
  fc.integer({ min: -2147483648, max: 2147483647 }),
);
const edge64 = fc.oneof(
  fc.bigInt({ min: 0n, max: 20n }),
  fc.constantFrom(
    ...[0n, 1n, 3n, -1n, 1n << 31n, 1n << 32n, 1n << 53n, (1n << 63n) - 1n],
    ...[-(1n << 63n), 1n << 40n, (1n << 30n) - 1n, 264240830n],
  ),
  fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }),
);
/** What is mostly plausible, and sometimes anything. */
function mostly<T>(
  plausible: fc.Arbitrary<T>,
  ...others: fc.Arbitrary<T>[]
): fc.Arbitrary<T> {
  const all = others.map((arbitrary) => ({ arbitrary, weight: 1 }));
  return fc.oneof({ arbitrary: plausible, weight: 6 }, ...all);
}
const small = (max: number): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max });

const pointer = mostly(
  fc.integer({ min: EMPTY, max: 2 * EMPTY }),
  fc.integer({ min: MEMORY_BYTES - 80, max: MEMORY_BYTES + 8 }),
  edge32,
);
const path = small(PATH_TEXTS.length - 1).map((index) => PATHS + 256 * index);

const OF_KIND: Readonly<Record<Kind, fc.Arbitrary<number | bigint>>> = {
  fd: mostly(small(14), edge32),
  directory: mostly(fc.constant(3), small(14), edge32),
  in: mostly(fc.constant(VECTORS), pointer),
  length: mostly(small(300), edge32),
  path: mostly(path, pointer),
  vectors: mostly(fc.constant(VECTORS), pointer),
  count: mostly(small(4), edge32),
  flag: mostly(small(1), edge32),
  u32: mostly(small(15), edge32),
  rights: mostly(fc.constantFrom((1n << 28n) - 1n, 264240830n, 2n), edge64),
  u64: edge64,
  out4: pointer,
  out8: pointer,
  out24: pointer,
  out64: pointer,
  outLength: pointer,
  outTexts: pointer,
};

interface Call {
  readonly name: string;
  readonly args: readonly (number | bigint)[];
}

/** A call of any function; a path mostly has its own length. */
const call: fc.Arbitrary<Call> = fc.constantFrom(
  ...Object.keys(SIGNATURES),
  // What changes the tree comes more often.
  ...Object.keys(SIGNATURES).filter((name) => /^path|write|close/.test(name)),
)
  .chain((name) =>
    fc.tuple(
      fc.tuple(...(SIGNATURES[name] ?? []).map((kind) => OF_KIND[kind])),
      small(9),
    ).map(([args, chance]) => ({
      name,
      args: chance > 0 ? withLengths(name, args) : args,
    }))
  );

function withLengths(
  name: string,
  args: readonly (number | bigint)[],
): (number | bigint)[] {
  return args.map((arg, i) => {
    const start = args[i - 1];
    if (SIGNATURES[name]?.[i - 1] !== "path" || typeof start !== "number") {
      return arg;
    }
    const text = PATH_TEXTS[(start - PATHS) / 256];
    return text === undefined ? arg : new TextEncoder().encode(text).length;
  });
}

const KNOWN: ReadonlySet<number> = new Set([0, ...Object.values(ERRNO)]);

/** Calls a function; what it returns is an error number, unless it ends the process. */
function attempt(guest: Guest, { name, args }: Call): number {
  if (name === "proc_exit") {
    assertThrows(() => guest.raw(name, ...args), ProcessExit);
    return 0;
  }
  const errno = guest.raw(name, ...args);
  assert(KNOWN.has(errno), `${name} returned ${errno}`);
  return errno;
}

/** The ranges that a call may write, by its arguments and what it read in memory. */
function writable(
  { name, args }: Call,
  before: Uint8Array,
): (readonly [start: number, bytes: number])[] {
  const view = new DataView(before.buffer);
  const kinds = SIGNATURES[name] ?? [];
  return kinds.flatMap((kind, i) => {
    const start = Number(args[i]) >>> 0;
    const next = Number(args[i + 1]) >>> 0;
    const sizes: Partial<Record<Kind, number>> = {
      out4: 4,
      out8: 8,
      out24: 24,
      out64: 64,
      outTexts: 64,
    };
    if (kind === "outLength") {
      return [[start, name === "poll_oneoff" ? 32 * next : next] as const];
    }
    if (kind === "vectors" && /read/.test(name)) {
      const count = Math.min(next, (before.length - start) / 8 | 0);
      return Array.from({ length: Math.max(0, count) }, (_, j) =>
        [
          view.getUint32(start + 8 * j, true),
          view.getUint32(start + 8 * j + 4, true),
        ] as const);
    }
    const size = sizes[kind];
    return size === undefined ? [] : [[start, size] as const];
  });
}

/** Fails if anything but these ranges changed. */
function assertOnlyWrote(
  guest: Guest,
  before: Uint8Array,
  ranges: readonly (readonly [number, number])[],
): void {
  const after = new Uint8Array(guest.memory.buffer);
  const allowed = new Uint8Array(before.length);
  for (const [start, bytes] of ranges) {
    allowed.fill(1, start, Math.min(start + bytes, before.length));
  }
  for (let i = 0; i < before.length; i++) {
    if (before[i] !== after[i] && allowed[i] === 0) {
      throw new Error(`byte ${i} was written`);
    }
  }
}

/** The area. */
export const wasiArea: Area = plainArea("wasi", [
  claim(
    "hostile arguments cause errors, and write only where they point to",
    fc.property(fc.array(call, { minLength: 1, maxLength: 12 }), (calls) => {
      const guest = prepare();
      for (const one of calls) {
        const before = new Uint8Array(guest.memory.buffer).slice();
        attempt(guest, one);
        assertOnlyWrote(guest, before, writable(one, before));
      }
    }),
    400,
  ),
  claim(
    "hostile calls in a row stay within the limits, and leave a tree that is whole",
    fc.property(
      fc.array(call, { minLength: 100, maxLength: 400 }),
      (calls) => {
        const guest = prepare();
        for (const one of calls) attempt(guest, one);
        assertWhole(guest);
        const copy = guest.tree.clone();
        const other = new Guest({ tree: copy });
        other.wasi.restore(JSON.parse(JSON.stringify(guest.wasi.save())));
        assertEquals(copy.usage.bytes, guest.tree.usage.bytes);
        assertEquals(copy.usage.names, guest.tree.usage.names);
        assertWhole(other);
        for (const one of calls.slice(0, 50)) attempt(other, one);
        assertWhole(other);
      },
    ),
    60,
  ),
]);
