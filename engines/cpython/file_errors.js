// How operations on the files of a sandbox fail: as system calls do, with the error numbers of WASI preview 1.

/** The error numbers that our functions return. */
export const ERRNO = {
  EACCES: 2,
  EBADF: 8,
  EBUSY: 10,
  EEXIST: 20,
  EFAULT: 21,
  EFBIG: 22,
  EILSEQ: 25,
  EINTR: 27,
  EINVAL: 28,
  EIO: 29,
  EISDIR: 31,
  ELOOP: 32,
  EMFILE: 33,
  ENAMETOOLONG: 37,
  ENOENT: 44,
  ENOMEM: 48,
  ENOSPC: 51,
  ENOSYS: 52,
  ENOTDIR: 54,
  ENOTEMPTY: 55,
  ENOTSOCK: 57,
  ENOTSUP: 58,
  EOVERFLOW: 61,
  EPERM: 63,
  EROFS: 69,
  ESPIPE: 70,
  EXDEV: 75,
  ENOTCAPABLE: 76,
};

/** @typedef {keyof typeof ERRNO} ErrnoName */

/** An operation that failed. */
export class FileError extends Error {
  /**
   * The name of its error number.
   *
   * @type {ErrnoName}
   */
  code;
  /** @type {number} */
  errno;

  /** @param {ErrnoName} code */
  constructor(code) {
    super(code);
    this.code = code;
    this.errno = ERRNO[code];
  }
}

/**
 * One error for each number: an interpreter looks for many files that do not exist, and a stack for each takes time.
 *
 * @type {Map<string, FileError>}
 */
const FILE_ERRORS = new Map();
for (const name of /** @type {ErrnoName[]} */ (Object.keys(ERRNO))) {
  FILE_ERRORS.set(name, Object.freeze(new FileError(name)));
}

/**
 * Fails as a system call does.
 *
 * @param {ErrnoName} code
 * @returns {never}
 */
export function fail(code) {
  throw FILE_ERRORS.get(code);
}

/**
 * Fails with an error that the host named.
 *
 * @param {string} name
 * @returns {never}
 */
export function failAs(name) {
  throw FILE_ERRORS.get(name) ?? FILE_ERRORS.get("EIO");
}

/**
 * Fails with an error number that the host gave.
 *
 * @param {number} errno
 * @returns {never}
 */
export function failWith(errno) {
  for (const error of FILE_ERRORS.values()) {
    if (error.errno === errno) throw error;
  }
  return fail("EIO");
}

/**
 * Whether something that was thrown is this error.
 *
 * @param {unknown} thrown
 * @param {ErrnoName} code
 */
export function isFileError(thrown, code) {
  return thrown instanceof FileError && thrown.code === code;
}
