// Host requests about mounted directories, and what is kept of the last response for the rest of a call.

import { setPrototypeOf, stringify } from "../worker/intrinsics.js";

/**
 * @import { ServiceName } from "../../core/protocol.ts"
 * @import { FileKind, MountRequest, MountStat, MountValues } from "../../core/mount_messages.ts"
 * @import { HostResponse } from "../worker/host_requests.js"
 * @import { EmscriptenFs, FsNode } from "./emscripten_fs.ts"
 *
 * @typedef {object} Host How host requests are sent.
 * @property {(service: ServiceName, request: string, data?: string) => HostResponse | undefined} request Sends a
 *   host request and waits for the response; returns nothing if the guest was interrupted or may send no request.
 * @property {() => boolean} mayRequest
 */

/**
 * Error numbers of this Emscripten.
 *
 * @type {Readonly<Record<string, number>>}
 */
const ERRNO = setPrototypeOf({
  EACCES: 2,
  EBADF: 8,
  EEXIST: 20,
  EINTR: 27,
  EINVAL: 28,
  EIO: 29,
  EISDIR: 31,
  ELOOP: 32,
  EMFILE: 33,
  ENAMETOOLONG: 37,
  ENOENT: 44,
  ENOSPC: 51,
  ENOTDIR: 54,
  ENOTEMPTY: 55,
  EOVERFLOW: 61,
  EPERM: 63,
  EROFS: 69,
  EXDEV: 75,
}, null);
const EIO = 29;
const ENOENT = 44;

/** The host's side of all mounts. */
export class MountHost {
  #FS;
  #host;
  /**
   * The directory that was listed last, and the kinds of what is in it, for the lookups that follow a listing.
   *
   * @type {{ directory: FsNode, kinds: Map<string, FileKind> } | undefined}
   */
  listed;
  /**
   * What was looked up last, and what was said of it, for the rest of the same call.
   *
   * @type {{ node: FsNode, stat: MountStat } | undefined}
   */
  found;

  /**
   * @param {EmscriptenFs} FS
   * @param {Host} host
   */
  constructor(FS, host) {
    this.#FS = FS;
    this.#host = host;
  }

  /**
   * Fails as a system call does.
   *
   * @param {string} name The name of an error number
   * @returns {never}
   */
  fail(name) {
    throw new this.#FS.ErrnoError(ERRNO[name] ?? EIO);
  }

  /**
   * Whether what was thrown says that there is nothing.
   *
   * @param {unknown} error
   */
  isMissing(error) {
    const thrown =
      /** @type {{ errno?: unknown } | null | undefined} */ (error);
    return thrown?.errno === ENOENT;
  }

  /**
   * Sends a host request and waits for the response.
   *
   * @template {MountRequest} Request
   * @param {Request} request
   * @param {string} [data] Bytes that go with it, in base64
   * @returns {{ value: MountValues[Request["op"]], bytes?: Uint8Array }} The host's response, which is trusted
   */
  tell(request, data) {
    this.listed = this.found = undefined;
    const response = this.#host.request("file", stringify(request), data);
    // Between two runs there is no response. Within a run, an interrupted guest handles the interrupt and repeats the request.
    if (response === undefined) {
      return this.fail(this.#host.mayRequest() ? "EINTR" : "EIO");
    }
    if (response.error !== undefined) this.fail(response.error.name);
    // A cast, as the value of a response is of any service.
    return /** @type {{ value: MountValues[Request["op"]] }} */ (response);
  }
}
