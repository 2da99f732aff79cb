/**
 * What `uv` and `pip` print when they fail, as sentences.
 *
 * @module
 */
import { quoteValue } from "../../core/quote_value.ts";
import { normalizeName } from "../../core/requirements.ts";
import { saysFull } from "../full_disk.ts";
import { essenceOf, type ToolKind, type ToolOutput } from "../user_tools.ts";
import type { Target } from "./target.ts";

/** What failed. */
export interface ToolFailure {
  /**
   * `missing`: there is no such package; `version`: not this version; `wheel`: no wheel that runs here; `conflict`: the
   * versions exclude each other; `outside`: a package needs something that is from no index; `digest`: a file has another
   * digest; `unreachable`: the index does not answer; `late`: it took too long; `full`: the disk is full.
   */
  readonly kind:
    | "missing"
    | "version"
    | "wheel"
    | "conflict"
    | "outside"
    | "digest"
    | "unreachable"
    | "late"
    | "full"
    | "other";
  /** The package, if it is known. */
  readonly name?: string;
  /** Why, as the end of a sentence. */
  readonly reason: string;
}

/** What is said where the network does not answer. */
const UNREACHABLE =
  /connection broken|failed to establish|name resolution|name or service not known|dns error|error sending request|client error \(connect\)|network is unreachable|connection refused|read timed out|operation timed out|cannot connect to proxy|network connectivity is disabled|could not fetch url (?!.{0,500}\b404\b)/i;
/** The longest explanation of a conflict, in characters. */
const MAX_CONFLICT_CHARS = 400;
const NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";

/**
 * Explains what a tool printed.
 *
 * @param kind The tool
 * @param output What it printed
 * @param target The Python for which it was
 * @returns What failed
 */
export function explainTool(
  kind: ToolKind,
  { stdout, stderr }: ToolOutput,
  target: Target,
): ToolFailure {
  const text = `${stderr}\n${stdout}`.replace(/\s+/g, " ");
  if (saysFull(text)) return { kind: "full", reason: "the disk is full" };
  if (UNREACHABLE.test(text)) return unreachable(kind, essenceOf(stderr));
  const known = kind === "uv"
    ? explainUv(text, target)
    : explainPip(text, target);
  return known ??
    { kind: "other", reason: `${kind} failed: ${essenceOf(stderr || stdout)}` };
}

function explainUv(text: string, target: Target): ToolFailure | undefined {
  const find = (pattern: string): readonly string[] =>
    new RegExp(pattern).exec(text)?.slice(1) ?? [];
  const [mismatch] = find(`Hash mismatch for \`(${NAME})`);
  if (mismatch !== undefined) return wrongDigest(mismatch);
  if (text.includes("URL dependenc")) {
    const [from] = find("Consider adding `([^`]*)`");
    const [parent] = find(
      `dependencies for package \`(${NAME}?)(?:==[^\`]*)?\``,
    );
    return outsideIndex(parent ?? "a package", from ?? essenceOf(text));
  }
  const [missing] = find(
    `Because (${NAME}) was not found in the (?:package registry|provided package locations|cache)`,
  );
  if (missing !== undefined) return noPackage(missing);
  const [wheel] = find(`Wheels are required for \`(${NAME})\``);
  const [bare] = find(
    `(${NAME}?)(?:[=<>!~]\\S*)? ha(?:s|ve) no (?:usable wheels|wheels with a matching)`,
  );
  const needed = wheel ?? bare;
  if (needed !== undefined) return noWheel(needed, target);
  const [absent, version] = find(
    `there (?:is|are) no versions? of (${NAME}?)([=<>!~]\\S*)`,
  );
  if (absent !== undefined) return noVersion(absent, version);
  const [only, , wanted] = find(
    `only (${NAME}?)([=<>]=?\\S+) is available and you require \\1([=<>!~]\\S*?),? we can`,
  );
  if (only !== undefined) return noVersion(only, wanted);
  if (/invalid value '[^']*' for '--(?:python-platform|format)/.test(text)) {
    return {
      kind: "other",
      reason: "uv is too old: one is expected that knows wasm32-pyodide2025",
    };
  }
  if (!text.includes("No solution found")) return undefined;
  const [cause = text] = find("cause: (.*?)(?: hint: .*)?$");
  return conflict(cause, target);
}

function explainPip(text: string, target: Target): ToolFailure | undefined {
  const find = (pattern: string): readonly string[] =>
    new RegExp(pattern).exec(text)?.slice(1) ?? [];
  const [mismatch] = find(
    `DO NOT MATCH THE HASHES.*?(?:someone may have tampered with them\\.|unknown packages?)\\s*(${NAME})`,
  );
  if (mismatch !== undefined) {
    return wrongDigest(mismatch.replace(/-\d.*$/, ""));
  }
  const [name, wanted, versions] = find(
    `Could not find a version that satisfies the requirement (${NAME})(?:\\[[^\\]]*\\])?([=<>!~][^ ]*)?.*?\\(from versions: ([^)]*)\\)`,
  );
  if (name !== undefined) {
    return versions === "none"
      ? noWheel(name, target)
      : noVersion(name, wanted);
  }
  if (/no such option: --(?:report|dry-run)/.test(text)) {
    return {
      kind: "other",
      reason: "pip is too old: version 23 or later is expected",
    };
  }
  const [, cause] = find(
    "(The conflict is caused by: )(.*?) (?:To fix this|$)",
  );
  if (cause !== undefined) return conflict(cause, target);
  return /ResolutionImpossible|conflicting dependencies/.test(text)
    ? conflict(essenceOf(text), target)
    : undefined;
}

/**
 * A package needs another one from a file or an address, which might have to be built.
 *
 * @param name The package
 * @param needed What it needs
 * @returns The failure
 */
export function outsideIndex(name: string, needed: string): ToolFailure {
  return {
    kind: "outside",
    name,
    reason: `${name} needs ${
      quoteValue(needed)
    }, which is in no index: packages may need others by name and version only`,
  };
}

/**
 * What failed, if an index did not answer.
 *
 * @param kind The tool
 * @param text What it printed
 * @returns The failure; `undefined` if it was another one
 */
export function findUnreachable(
  kind: ToolKind,
  text: string,
): ToolFailure | undefined {
  const line = text.split("\n").find((one) => UNREACHABLE.test(one));
  return line === undefined
    ? undefined
    : unreachable(kind, essenceOf(line.replace(/^WARNING: /, "")));
}

function unreachable(kind: ToolKind, message: string): ToolFailure {
  return {
    kind: "unreachable",
    reason:
      `the package index cannot be reached (${kind}: ${message}): check the network and the settings of ${kind}`,
  };
}

function wrongDigest(name: string): ToolFailure {
  return {
    kind: "digest",
    name: normalizeName(name),
    reason:
      `the wheel of ${name} has another SHA-256 than expected: it is damaged or was changed`,
  };
}

function noPackage(name: string): ToolFailure {
  return {
    kind: "missing",
    name: normalizeName(name),
    reason: `there is no package ${name} in the index: check its name`,
  };
}

/** The reason is found out by another look at the index: {@linkcode wheelFailure}. */
function noWheel(name: string, { minor }: Target): ToolFailure {
  return {
    kind: "wheel",
    name: normalizeName(name),
    reason: `${name} has no wheel for every system and Python 3.${minor}`,
  };
}

function noVersion(name: string, wanted = ""): ToolFailure {
  const version = wanted.replace(/^==/, "").replace(/[,.]$/, "");
  return {
    kind: "version",
    name: normalizeName(name),
    reason:
      `there is no version ${version} of ${name} for this Python: check its versions`,
  };
}

function conflict(cause: string, { engine, builtIn }: Target): ToolFailure {
  const named = [...builtIn].filter(([name]) =>
    new RegExp(`(?:^|[^\\w.-])${name}(?:$|[^\\w-])`, "i").test(cause)
  );
  const has = named.slice(0, 5)
    .map(([name, version]) => `${name} ${version}`).join(", ");
  const short = cause.length > MAX_CONFLICT_CHARS
    ? `${cause.slice(0, MAX_CONFLICT_CHARS)}…`
    : cause;
  return {
    kind: "conflict",
    reason: `the versions exclude each other: ${short.replace(/\.?\s*$/, "")}${
      has === "" ? "" : `; ${engine} has ${has} built in`
    }`,
  };
}
