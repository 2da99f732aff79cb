/**
 * Whether JSR can be reached from here: asked with a short patience, and a no
 * is believed for an hour.
 *
 * @module
 */
import { writeWhole } from "./_write_whole.ts";

/** What {@linkcode jsrAnswers} needs of the platform. */
export interface JsrAnswersOptions {
  /**
   * Milliseconds after which silence is a no.
   * @default {2_000}
   */
  readonly timeoutMs?: number;
  /** Stands in for the global `fetch`. */
  readonly fetch?: typeof fetch;
}

const RECORD = new URL("../../.offline/no_jsr", import.meta.url);
const RECORD_IS_VALID_MS = 3_600_000;

/**
 * Whether the registry that Deno asks for `jsr:` packages is out of reach.
 *
 * @returns Whether everything has to do without it
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
 * Whether a registry answers. A proxy's page of apologies counts as a no: the
 * answer must be a package's list of versions.
 *
 * @param url The registry's address
 * @param options How long to wait, and what to ask with
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
 * Whether a no of the last hour is on record, so that a network that swallows
 * packets costs its timeout once. A yes is never recorded: it may end.
 *
 * @param record The text of the record
 * @param url The registry's address
 * @param nowMs Milliseconds since 1970
 * @returns Whether JSR need not be asked
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
