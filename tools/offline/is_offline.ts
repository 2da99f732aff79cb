/**
 * Checks whether JSR can be reached, with a short timeout. A negative result is
 * valid for an hour.
 *
 * @module
 */
import { writeWhole } from "./_write_whole.ts";

/** Options of {@linkcode jsrAnswers}. */
export interface JsrAnswersOptions {
  /**
   * The timeout, in milliseconds.
   * @default {2_000}
   */
  readonly timeoutMs?: number;
  /** Replaces the global `fetch`. */
  readonly fetch?: typeof fetch;
}

const RECORD = new URL("../../.offline/no_jsr", import.meta.url);
const RECORD_IS_VALID_MS = 3_600_000;

/**
 * Whether Deno's registry for `jsr:` packages cannot be reached.
 *
 * @returns Whether the replacements are needed
 */
export async function isOffline(): Promise<boolean> {
  const url = Deno.env.get("JSR_URL") || "https://jsr.io/";
  const record = await Deno.readTextFile(RECORD).catch(() => "");
  if (isNoOnRecord(record, url, Date.now())) return true;
  if (await jsrAnswers(url)) return false;
  await writeWhole(RECORD, `${url}\n${Date.now()}\n`);
  return true;
}

/**
 * Whether a registry responds. A proxy's error page does not count: the
 * response must be a package's list of versions.
 *
 * @param url The registry's address
 * @param options The timeout, and the function for the request
 * @returns Whether it answered
 */
export async function jsrAnswers(
  url: string,
  options: JsrAnswersOptions = {},
): Promise<boolean> {
  const { timeoutMs = 2_000, fetch = globalThis.fetch } = options;
  try {
    const meta = `${url.replace(/\/$/, "")}/@std/assert/meta.json`;
    const signal = AbortSignal.timeout(timeoutMs);
    const answer: unknown = await (await fetch(meta, { signal })).json();
    return typeof answer === "object" && answer !== null &&
      "versions" in answer;
  } catch {
    return false;
  }
}

/**
 * Whether a negative result of the last hour is recorded, so that a network
 * that drops packets costs its timeout once. A positive result is never
 * recorded, since it may change.
 *
 * @param record The text of the record
 * @param url The registry's address
 * @param nowMs Milliseconds since 1970
 * @returns Whether the request can be skipped
 */
export function isNoOnRecord(
  record: string,
  url: string,
  nowMs: number,
): boolean {
  const [recordedUrl, recordedMs] = record.split("\n");
  const ageMs = nowMs - Number(recordedMs);
  return recordedUrl === url && ageMs >= 0 && ageMs < RECORD_IS_VALID_MS;
}
