// Errors of `fs`, as Node has them.

/**
 * The error numbers, and what Node says of them.
 *
 * @type {Readonly<Record<string, readonly [errno: number, text: string]>> & WithoutPrototype}
 */
const ERRORS = {
  ENOENT: [2, "no such file or directory"],
  EACCES: [13, "permission denied"],
  EBUSY: [16, "resource busy or locked"],
  EEXIST: [17, "file already exists"],
  EXDEV: [18, "cross-device link not permitted"],
  ENOTDIR: [20, "not a directory"],
  EISDIR: [21, "illegal operation on a directory"],
  EINVAL: [22, "invalid argument"],
  EFBIG: [27, "file too large"],
  ENOSPC: [28, "no space left on device"],
  EROFS: [30, "read-only file system"],
  EPERM: [1, "operation not permitted"],
  EIO: [5, "i/o error"],
  ENAMETOOLONG: [36, "name too long"],
  ENOTEMPTY: [39, "directory not empty"],
};
Object.setPrototypeOf(ERRORS, null);

/**
 * Fails with an error code.
 *
 * @param {string} code
 * @returns {never}
 */
export function fail(code) {
  throw Object.assign(new Error(code), { code });
}

/**
 * Whether what was thrown says that there is nothing at a path.
 *
 * @param {unknown} thrown
 */
export function isMissing(thrown) {
  const code = codeOf(thrown);
  return code === "ENOENT" || code === "ENOTDIR";
}

/**
 * The code of an error.
 *
 * @param {unknown} thrown
 * @returns {string | undefined}
 */
export function codeOf(thrown) {
  // A cast, as anything may be thrown.
  const { code } = /** @type {{ code?: unknown }} */ (thrown ?? {});
  return typeof code === "string" ? code : undefined;
}

/**
 * Does something with paths; errors have Node's form.
 *
 * @template Result
 * @param {string} syscall
 * @param {readonly [path: string, dest?: string]} paths
 * @param {() => Result} act
 * @returns {Result}
 */
export function attempt(syscall, [path, dest], act) {
  try {
    return act();
  } catch (thrown) {
    const code = codeOf(thrown);
    const known = code === undefined ? undefined : ERRORS[code];
    // A cast, as what has a code is an object.
    const { syscall: earlier } =
      /** @type {{ syscall?: unknown }} */ (thrown ?? {});
    if (known === undefined || earlier !== undefined) throw thrown;
    const to = dest === undefined ? "" : ` -> '${dest}'`;
    throw Object.assign(
      new Error(`${code}: ${known[1]}, ${syscall} '${path}'${to}`),
      { errno: -known[0], code, syscall, path },
      dest === undefined ? {} : { dest },
    );
  }
}
