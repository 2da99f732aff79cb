/**
 * The service of mounts, asked as a guest asks it.
 *
 * @module
 */
import { assert } from "@std/assert";
import type { ResolvedMount } from "../../../../core/mounts.ts";
import {
  GuestVisibleError,
  type HostResponse,
} from "../../../../sandbox/host_requests/host_requests.ts";
import {
  HOST_FILES,
  type HostFiles,
} from "../../../../sandbox/host_requests/mounts/host_files.ts";
import {
  type Mounts,
  openMounts,
} from "../../../../sandbox/host_requests/mounts/mod.ts";

const LIMITS = { fileBytes: 2 ** 20, maxFiles: 1_000 };

/** What belongs to a request. */
interface Asking {
  readonly data?: string;
  readonly signal?: AbortSignal;
}

/** Sends a request as a text. */
export function askText(
  mounts: Mounts,
  request: string,
  { data, signal }: Asking = {},
): Promise<HostResponse> {
  return mounts.service(
    { run: 1, id: 1, service: "file", body: request, data },
    { run: 1, signal: signal ?? new AbortController().signal },
  );
}

/** Sends a request. */
export function ask(
  mounts: Mounts,
  request: unknown,
  asking?: Asking,
): Promise<HostResponse> {
  return askText(mounts, JSON.stringify(request), asking);
}

/** How a request is refused, or `none`. */
export async function refusalOf(
  answer: Promise<HostResponse>,
): Promise<string> {
  try {
    await answer;
    return "none";
  } catch (error) {
    assert(error instanceof GuestVisibleError, `${error}`);
    return error.name;
  }
}

/** Opens mounts with the limits of the tests. */
export function openAll(
  mounts: readonly ResolvedMount[],
  files: HostFiles = HOST_FILES,
): Promise<Mounts> {
  return openMounts(mounts, { limits: LIMITS, files });
}

/** Text as it is written to a file. */
export function base64(text: string): string {
  return new TextEncoder().encode(text).toBase64();
}
