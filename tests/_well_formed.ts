/** Checks what holds for every result, with any guest. */
import { assert, assertEquals } from "@std/assert";
import type {
  EngineName,
  Isolation,
  Language,
  Limits,
  RunResult,
  RunStatus,
} from "../mod.ts";
import { toGuestPath } from "../core/files.ts";
import { encodeValue } from "../core/value_codec.ts";

/** The sandbox that a result is from. */
export interface Origin {
  readonly language: Language;
  readonly engine: EngineName;
  readonly isolation: Isolation;
  readonly limits: Pick<Limits, "outputBytes" | "valueBytes">;
}

/** The members of each status, required and optional, beside those of every result. */
const MEMBERS: Readonly<
  Record<RunStatus, { readonly must: string[]; readonly may?: string[] }>
> = {
  ok: { must: ["value"], may: ["repr"] },
  error: { must: ["error"] },
  timeout: { must: ["recoverable"] },
  cancelled: { must: ["recoverable"] },
  memory: { must: ["recoverable"], may: ["error"] },
  output: { must: ["value"], may: ["repr"] },
  crashed: { must: ["reason"] },
};
const COMMON = [
  "status",
  "stdout",
  "stderr",
  "displays",
  "truncated",
  "files",
  "usage",
  "engine",
  "language",
  "isolation",
];

/**
 * Asserts that a result has its shape and is within its limits.
 *
 * @param result The result of a run
 * @param origin The sandbox that it is from
 */
export function assertWellFormed(result: RunResult, origin: Origin): void {
  const { engine, language, isolation, limits } = origin;
  const { must, may = [] } = MEMBERS[result.status];
  const keys = Object.keys(result).filter((key) => !may.includes(key));
  assertEquals(keys.sort(), [...COMMON, ...must].sort());
  assertEquals(
    [result.engine, result.language, result.isolation],
    [engine, language, isolation],
  );
  for (const text of [result.stdout, result.stderr]) {
    assertFits(text, limits.outputBytes);
  }
  const known = ["stdout", "stderr", "value", "displays"];
  const cut = new Set<string>(result.truncated);
  assertEquals(result.truncated.length, cut.size);
  assert([...cut].every((one) => known.includes(one)), `${[...cut]}`);
  for (const { path, bytes } of result.files) {
    assert(path !== "" && !path.split("/").includes(".."), path);
    assert(Number.isSafeInteger(bytes) && bytes >= 0, `${path}: ${bytes}`);
  }
  assertUsage(result);
  assertFiles(result);
  assertMembers(result, limits.valueBytes);
}

function assertMembers(result: RunResult, valueBytes: number): void {
  if ("error" in result && result.error !== undefined) {
    assertError(result.error);
  }
  if ("recoverable" in result) {
    assertEquals(typeof result.recoverable, "boolean");
  }
  if (result.status === "crashed") assertEquals(typeof result.reason, "string");
  if (result.status === "output") assert(result.truncated.length > 0);
  if (result.status === "ok") assertEquals(result.truncated, []);
  if ((result.status === "ok" || result.status === "output")) {
    if (result.repr !== undefined) assertEquals(typeof result.repr, "string");
    // In another notation, a value may take slightly more than it did on the wire.
    if (result.value !== undefined) {
      encodeValue(result.value, { maxBytes: 2 * valueBytes + 100 });
    }
  }
}

function assertError(error: object): void {
  const { name, message, traceback, ...rest } = error as Record<
    string,
    unknown
  >;
  for (const text of [name, message, traceback]) {
    assertEquals(typeof text, "string");
  }
  for (const [key, value] of Object.entries(rest)) {
    assert(["line", "column", "exitCode"].includes(key), key);
    assert(Number.isSafeInteger(value), `${key} is ${value}`);
  }
}

function assertFiles({ files }: RunResult): void {
  const paths = files.map(({ path }) => path);
  assertEquals(paths, [...new Set(paths)].sort());
  for (const { path, bytes, content } of files) {
    assertEquals(toGuestPath(path), path);
    assert(Number.isSafeInteger(bytes) && bytes >= 0);
    assert(content === undefined || content.byteLength === bytes);
  }
}

function assertUsage({ usage }: RunResult): void {
  const { wallMs, cpuMs = 0, peakMemoryBytes = 0, startMs, calls } = usage;
  for (const amount of [wallMs, cpuMs, peakMemoryBytes, startMs, calls]) {
    assert(amount >= 0 && amount < Infinity, Deno.inspect(usage));
  }
}

function assertFits(text: string, maxBytes: number): void {
  const bytes = new TextEncoder().encode(text).byteLength;
  assert(bytes <= maxBytes, `${bytes} bytes are more than ${maxBytes}`);
}
