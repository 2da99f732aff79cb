/**
 * Libraries for the interpreter of Pyodide, in WebAssembly that is written by hand.
 *
 * @module
 */

/** What a library is made of. */
export interface LibraryParts {
  /** The types of functions: parameters, and results. */
  readonly types: readonly (readonly [params: number, results: number])[];
  /** What it imports, after what all libraries do. */
  readonly functions?: readonly (readonly [name: string, type: number])[];
  /** The addresses that it imports: of functions, or of data. They are globals from 2 on. */
  readonly addresses?: readonly (readonly ["func" | "mem", name: string])[];
  /** Its code; functions are exported by their names. */
  readonly code: readonly {
    readonly name: string;
    readonly type: number;
    readonly body: readonly number[];
  }[];
  /** How many functions, from the first one, are in the table. */
  readonly tableSize?: number;
  /** What is at the beginning of its memory. */
  readonly data?: readonly number[];
  /** The libraries that it needs. */
  readonly needed?: readonly string[];
  /** Sections that it has beside, each in its place. */
  readonly more?: readonly (readonly [id: number, ...body: number[]])[];
}

/** The type of 32-bit integers. */
const I32 = 0x7f;
const MEMORY_BASE = 0;
const TABLE_BASE = 1;

/** Bytes of a number. */
export function leb(value: number): number[] {
  const rest = Math.floor(value / 128);
  return rest === 0 ? [value] : [value % 128 + 128, ...leb(rest)];
}

/** `i32.const` */
export function constant(value: number): number[] {
  const bytes = [0x41];
  for (let left = value;;) {
    const byte = left & 127;
    left >>= 7;
    const isLast = left === ((byte & 64) === 0 ? 0 : -1);
    bytes.push(isLast ? byte : byte | 128);
    if (isLast) return bytes;
  }
}

/** `global.get` */
export function global(index: number): number[] {
  return [0x23, ...leb(index)];
}

/** An address in its memory. */
export function address(offset: number): number[] {
  return [...global(MEMORY_BASE), ...constant(offset), 0x6a];
}

/** Stores a value in its memory. */
export function store(offset: number, value: readonly number[]): number[] {
  return [...global(MEMORY_BASE), ...value, 0x36, 2, ...leb(offset)];
}

/** Loads a value from its memory. */
export function load(offset: number): number[] {
  return [...global(MEMORY_BASE), 0x28, 2, ...leb(offset)];
}

/** The number of one of its functions in the table. */
export function pointer(index: number): number[] {
  return [...global(TABLE_BASE), ...constant(index), 0x6a];
}

export function text(value: string): number[] {
  return [...new TextEncoder().encode(value)];
}

function name(value: string): number[] {
  return [...leb(text(value).length), ...text(value)];
}

function vector(items: readonly (readonly number[])[]): number[] {
  return [...leb(items.length), ...items.flat()];
}

/**
 * Makes a library.
 *
 * @param parts What it is made of
 * @returns The file
 */
export function makeLibrary(parts: LibraryParts): Uint8Array<ArrayBuffer> {
  const { types, functions = [], addresses = [], code, data = [] } = parts;
  const { tableSize = 0, needed = [], more = [] } = parts;
  const own = (i: number): number[] => leb(functions.length + i);
  const memoryInfo = [...leb(data.length), 4, ...leb(tableSize), 0];
  const needs = vector(needed.map(name));
  const sections: (readonly number[])[] = [
    [
      0,
      ...name("dylink.0"),
      ...[1, ...leb(memoryInfo.length), ...memoryInfo],
      ...[2, ...leb(needs.length), ...needs],
    ],
    [
      1,
      ...vector(types.map(([params, results]) => [
        0x60,
        ...vector(Array(params).fill([I32])),
        ...vector(Array(results).fill([I32])),
      ])),
    ],
    [
      2,
      ...vector([
        [...name("env"), ...name("memory"), 2, 0, 1],
        [...name("env"), ...name("__indirect_function_table"), 1, 0x70, 0, 1],
        [...name("env"), ...name("__memory_base"), 3, I32, 0],
        [...name("env"), ...name("__table_base"), 3, I32, 0],
        ...addresses.map(([kind, symbol]) => [
          ...[...name(`GOT.${kind}`), ...name(symbol)],
          ...[3, I32, 1],
        ]),
        ...functions.map(([symbol, type]) => [
          ...[...name("env"), ...name(symbol)],
          ...[0, ...leb(type)],
        ]),
      ]),
    ],
    [3, ...vector(code.map(({ type }) => leb(type)))],
    [7, ...vector(code.map((one, i) => [...name(one.name), 0, ...own(i)]))],
    [
      9,
      ...vector([[
        ...[0, ...global(TABLE_BASE), 0x0b],
        ...vector(Array.from({ length: tableSize }, (_, i) => own(i))),
      ]]),
    ],
    [
      10,
      ...vector(code.map(({ body }) => [
        ...leb(body.length + 2),
        ...[0, ...body, 0x0b],
      ])),
    ],
    [
      11,
      ...vector([[
        0,
        ...global(MEMORY_BASE),
        0x0b,
        ...leb(data.length),
        ...data,
      ]]),
    ],
  ];
  const all = [...sections, ...more.map((section) => [...section])]
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...all.flatMap(([id = 0, ...body]) => [id, ...leb(body.length), ...body]),
  ]);
}

/** Where things are in the memory of {@linkcode makeModule}. */
const COUNT = 0;
const DEFINITION = 16;
const METHODS = 80;
const NAMES = 192;
const NAME_BYTES = 16;
const METH_NOARGS = 4;
const API_VERSION = 1013;
/** `PyLong_FromLong`, the first function that it imports, and `PyModule_Create2`. */
const FROM_LONG = 0;
const CREATE = 1;

/** What a module of Python's has beside the usual. */
export interface ModuleParts {
  readonly name: string;
  /** Functions without parameters. They may import what they call: functions from 2 on. */
  readonly functions?: LibraryParts["functions"];
  readonly methods?: readonly {
    readonly name: string;
    readonly body: readonly number[];
  }[];
  readonly needed?: readonly string[];
  readonly more?: LibraryParts["more"];
}

/** The bytes of a call of a function that is imported. */
export function call(index: number): number[] {
  return [0x10, ...leb(index)];
}

/**
 * Makes a compiled module of Python's: `next()` counts in the library's memory, `called()` calls a function of the interpreter by
 * its address, and `yes()` gives an object of the interpreter's by its address.
 *
 * @param parts What it has beside
 * @returns The file
 */
export function makeModule(parts: ModuleParts): Uint8Array<ArrayBuffer> {
  const { functions = [], needed = [], more = [] } = parts;
  const methods = [
    {
      name: "next",
      body: [
        ...store(COUNT, [...load(COUNT), ...constant(1), 0x6a]),
        ...[...load(COUNT), ...call(FROM_LONG)],
      ],
    },
    // By the type 1, in the table 0.
    { name: "called", body: [...constant(42), ...global(2), 0x11, 1, 0] },
    { name: "yes", body: global(3) },
    ...parts.methods ?? [],
  ];
  const names = [parts.name, ...methods.map(({ name }) => name)];
  const nameAt = (i: number): number[] => address(NAMES + i * NAME_BYTES);
  const start = [
    ...store(DEFINITION, constant(1)),
    ...store(DEFINITION + 20, nameAt(0)),
    ...store(DEFINITION + 28, constant(-1)),
    ...store(DEFINITION + 32, address(METHODS)),
    ...methods.flatMap((_, i) => {
      const at = METHODS + 16 * i;
      return [
        ...store(at, nameAt(i + 1)),
        ...store(at + 4, pointer(i)),
        ...store(at + 8, constant(METH_NOARGS)),
      ];
    }),
    ...[...address(DEFINITION), ...constant(API_VERSION), ...call(CREATE)],
  ];
  return makeLibrary({
    types: [[2, 1], [1, 1], [0, 1]],
    functions: [["PyLong_FromLong", 1], ["PyModule_Create2", 0], ...functions],
    addresses: [["func", "PyLong_FromLong"], ["mem", "_Py_TrueStruct"]],
    code: [
      ...methods.map((one) => ({ ...one, type: 0 })),
      { name: `PyInit_${parts.name}`, type: 2, body: start },
    ],
    tableSize: methods.length,
    data: [
      ...Array(NAMES).fill(0),
      ...names.flatMap((one) => {
        const bytes = text(one);
        return [...bytes, ...Array(NAME_BYTES - bytes.length).fill(0)];
      }),
    ],
    needed,
    more,
  });
}
