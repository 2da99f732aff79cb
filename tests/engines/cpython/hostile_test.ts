/** WASI's functions with hostile arguments: none throws, writes where nothing points to, or takes more than it may. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { ERRNO } from "../../../engines/cpython/file_errors.js";
import { ProcessExit } from "../../../engines/cpython/wasi_system.js";
import { LEVEL } from "../../level.ts";
import { createTree, Guest } from "./_guest.ts";

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
const SIGNATURES: Readonly<Record<string, readonly Kind[]>> = {
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

const MEMORY_BYTES = 4 * 65_536;
/** Where the guest of these tests keeps paths, lists of buffers and subscriptions. */
const PATHS = 4_096;
const VECTORS = 16_384;
const EMPTY = 65_536;

const PATH_TEXTS = [
  ...["work/a", "work/d", "work/d/b", "work/link", "work/loop", "work/new"],
  ...[".", "..", "/", "", "work/../..", "lib/archive/one.py", "dev/zero"],
  ...["dev/stdin", "dev/stdout", "work/", "work/a/", "host/file", "host/dir"],
  ...["work/d/x", "work/d/y", "work/x", "tmp", "work/d/../x", "work/x/d"],
  ...["host", "host/../work/a", "work/\0", "x/".repeat(1_500), "work/d/.."],
];

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

/** A guest with files, links, open descriptors, and what calls point to. */
function prepare(): Guest {
  const tree = createTree();
  tree.addMount("/host", (request) => {
    switch (request.op) {
      case "stat": {
        const kind = request.path.endsWith("/file") ? "file" : "directory";
        return { value: { kind, size: 9, mtimeMs: -1.5 } };
      }
      case "fstat":
        return { value: { kind: "file", size: 9, mtimeMs: NaN } };
      case "list":
        return { value: [["file", "file"], ["x".repeat(255), "directory"]] };
      case "read":
        return { value: null, bytes: new Uint8Array(9) };
      case "open":
        return { value: 1 };
      default:
        return { error: { name: "EROFS" } };
    }
  });
  const guest = new Guest({
    tree,
    readStdin: (maxBytes) => new Uint8Array(Math.min(maxBytes, 3)),
    write: () => 0,
  });
  guest.make("work/a", "text");
  guest.at("path_create_directory", "work/d");
  guest.make("work/d/b", "more");
  guest.symlink("a", "work/link");
  guest.symlink("loop", "work/loop");
  guest.fd("work/a");
  guest.fd("work/a", { rights: 2n });
  guest.fd("work/d", { rights: 264240830n, how: 2 });
  guest.fd("dev/zero");
  guest.fd("host/file");
  guest.fd("host", { rights: 264240830n });
  guest.reset();
  const memory = new Uint8Array(guest.memory.buffer).fill(0);
  for (const [index, text] of PATH_TEXTS.entries()) {
    memory.set(
      new TextEncoder().encode(text).slice(0, 256),
      PATHS + 256 * index,
    );
  }
  // Buffers that lie at the end, overlap each other, and are out of bounds.
  const list = [[EMPTY, 16], [EMPTY + 8, 16], [MEMORY_BYTES - 4, 4]];
  for (let i = 0; i < 64; i++) {
    const [start, bytes] = list[i] ?? [EMPTY, i === 9 ? 0xffffffff : 1];
    guest.view.setUint32(VECTORS + 8 * i, start ?? 0, true);
    guest.view.setUint32(VECTORS + 8 * i + 4, bytes ?? 0, true);
  }
  return guest;
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

Deno.test("every function is among those that get hostile arguments", () => {
  const { imports } = prepare().wasi;
  assertEquals(
    Object.keys(imports.wasi_snapshot_preview1).sort(),
    Object.keys(SIGNATURES).sort(),
  );
});

Deno.test("hostile arguments cause errors, and write only where they point to", () => {
  fc.assert(
    fc.property(fc.array(call, { minLength: 1, maxLength: 12 }), (calls) => {
      const guest = prepare();
      for (const one of calls) {
        const before = new Uint8Array(guest.memory.buffer).slice();
        attempt(guest, one);
        assertOnlyWrote(guest, before, writable(one, before));
      }
    }),
    { numRuns: 4 * LEVEL.randomInputs },
  );
});

Deno.test("hostile calls in a row stay within the limits, and leave a tree that is whole", () => {
  fc.assert(
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
    { numRuns: Math.ceil(LEVEL.randomInputs / 2) },
  );
});

/** Fails if what a tree counts is not what it holds, or more than it may hold. */
function assertWhole({ tree, wasi }: Guest): void {
  const { bytes, names, caps } = tree.usage;
  assert(bytes >= 0 && bytes <= caps.fileBytes, `${bytes} bytes`);
  assert(names >= 0 && names <= caps.maxFiles, `${names} names`);
  let heldBytes = 0;
  let heldNames = 0;
  const seen = new Set();
  const waiting = [tree.root];
  const hold = (
    node: (typeof tree.root.entries extends Map<string, infer E> ? E
      : never)["node"],
  ): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.type === "file" && !node.readOnly) heldBytes += node.size;
    if (node.type === "link") heldBytes += node.stat().size;
  };
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const [name, entry] of at.entries) {
      assertEquals([entry.name, entry.directory], [name, at]);
      if (entry.counts) heldNames++;
      hold(entry.node);
      if (entry.node.type !== "directory") continue;
      assert(!seen.has(entry.name + entry.node.number));
      assertEquals(entry.node.parent, at);
      waiting.push(entry.node);
    }
  }
  for (const node of tree.usage.nameless) hold(node);
  assertEquals([heldBytes, heldNames], [bytes, names]);
  assert(wasi.save().descriptors.length <= 1024);
}

Deno.test("a list of buffers may lie over what it reads into", () => {
  const guest = prepare();
  const fd = guest.fd("work/a");
  // Two buffers of which the first is the list itself.
  guest.view.setUint32(VECTORS, VECTORS, true);
  guest.view.setUint32(VECTORS + 4, 2, true);
  guest.view.setUint32(VECTORS + 8, EMPTY, true);
  guest.view.setUint32(VECTORS + 12, 2, true);
  assertEquals(guest.call("fd_read", fd, VECTORS, 2, EMPTY + 8), "");
  assertEquals(guest.view.getUint32(EMPTY + 8, true), 4);
  assertEquals(guest.bytesAt(EMPTY, 2), new TextEncoder().encode("xt"));
});

Deno.test("what has no room for its result has not happened", () => {
  const guest = prepare();
  const outside = MEMORY_BYTES - 3;
  guest.reset();
  assertEquals(
    guest.call("path_open", 3, 1, "work/made", 1, 2n, 2n, 0, outside),
    "EFAULT",
  );
  assertEquals(guest.stat("work/made"), "ENOENT");
  guest.view.setUint32(VECTORS, EMPTY, true);
  guest.view.setUint32(VECTORS + 4, 4, true);
  assertEquals(guest.call("fd_write", 4, VECTORS, 1, outside), "EFAULT");
  assertEquals(guest.contentOf("work/a"), "text");
  assertEquals(guest.call("fd_read", 4, VECTORS, 1, outside), "EFAULT");
  assertEquals(guest.read(4, 4), "text");
  assertEquals(guest.call("fd_seek", 4, 1n, 0, outside), "EFAULT");
  assertEquals(guest.read(4, 4), "");
});

Deno.test("a function that finds too little stack fails before it changes anything", () => {
  const guest = prepare();
  const at = (text: string): [number, number] => [
    PATHS + 256 * PATH_TEXTS.indexOf(text),
    text.length,
  ];
  const calls: Call[] = [
    { name: "path_create_directory", args: [3, ...at("work/x")] },
    { name: "path_rename", args: [3, ...at("work/x"), 3, ...at("work/d/y")] },
    { name: "path_remove_directory", args: [3, ...at("work/d/y")] },
    { name: "path_link", args: [3, 0, ...at("work/a"), 3, ...at("work/new")] },
    { name: "path_rename", args: [3, ...at("work/new"), 3, ...at("work/d/b")] },
    { name: "path_unlink_file", args: [3, ...at("work/d/b")] },
  ];
  /** Calls a function where the stack ends, and in each depth above. */
  const deepest = (one: Call, levels: number): number => {
    let depth = levels;
    try {
      depth = deepest(one, levels + 1);
    } catch {
      // Here is the end.
    }
    if (depth - levels < 300) guest.raw(one.name, ...one.args);
    return depth;
  };
  for (let round = 0; round < 20; round++) {
    for (const one of calls) assert(deepest(one, 0) > 300);
    assertWhole(guest);
  }
});
