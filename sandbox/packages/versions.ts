/**
 * Versions of Python packages and what is required of them (PEP 440).
 *
 * @module
 */

/** A version, in parts that can be compared. */
interface Version {
  readonly epoch: number;
  readonly release: readonly number[];
  /** The stage before the release: `a`, `b` or `rc`, with its number. */
  readonly pre?: readonly [stage: string, number: number];
  readonly post?: number;
  readonly dev?: number;
  readonly local?: string;
}

const VERSION =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[._-]?(alpha|a|beta|b|preview|pre|c|rc)[._-]?(\d*))?(?:-(\d+)|[._-]?(?:post|rev|r)[._-]?(\d*))?(?:[._-]?dev[._-]?(\d*))?(?:\+([a-z0-9]+(?:[._-][a-z0-9]+)*))?$/;
const STAGES: Readonly<Record<string, string>> = {
  alpha: "a",
  beta: "b",
  preview: "rc",
  pre: "rc",
  c: "rc",
};
/** The longest version that is read, in UTF-16 units. */
const MAX_VERSION_CHARS = 100;

function parseVersion(text: string): Version | undefined {
  if (text.length > MAX_VERSION_CHARS) return undefined;
  const found = VERSION.exec(text.trim().toLowerCase());
  if (found === null) return undefined;
  const [, epoch, release = "", stage, pre, implicit, post, dev, local] = found;
  const isPost = implicit !== undefined || post !== undefined;
  return {
    epoch: Number(epoch ?? 0),
    release: release.split(".").map(Number),
    ...(stage !== undefined && {
      pre: [STAGES[stage] ?? stage, Number(pre ?? 0)] as const,
    }),
    ...(isPost && { post: Number(implicit ?? post ?? 0) }),
    ...(dev !== undefined && { dev: Number(dev) }),
    ...(local !== undefined && { local: local.replace(/[._-]/g, ".") }),
  };
}

/** A version as a list: lists compare as their versions do, without the local part. */
function sortKey(
  { epoch, release, pre, post, dev }: Version,
): readonly (number | string)[] {
  const significant = [...release];
  while (significant.length > 1 && significant.at(-1) === 0) significant.pop();
  // A number is padded, so that lists of numbers compare as texts.
  const numbers = significant.map((one) => String(one).padStart(20, "0"));
  const isDevOnly = pre === undefined && post === undefined &&
    dev !== undefined;
  const stage = pre?.[0] ?? (isDevOnly ? "" : "z");
  return [
    epoch,
    `${numbers.join(".")}.`,
    stage,
    pre?.[1] ?? 0,
    post ?? -1,
    dev ?? Infinity,
  ];
}

/**
 * Compares versions.
 *
 * @param a A version
 * @param b Another one
 * @returns Negative if the first is earlier, 0 if they are equal but for a local part; `undefined` if one is no version
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * assert((compareVersions("1.0rc1", "1.0") ?? 0) < 0);
 * assert((compareVersions("1.10", "1.9.0") ?? 0) > 0);
 * ```
 */
export function compareVersions(a: string, b: string): number | undefined {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  return left === undefined || right === undefined
    ? undefined
    : compare(left, right);
}

function compare(a: Version, b: Version): number {
  const [left, right] = [sortKey(a), sortKey(b)];
  for (const [i, one] of left.entries()) {
    const other = right[i] ?? 0;
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}

/**
 * Whether two texts are the same version.
 *
 * @param a A version
 * @param b Another one
 * @returns Whether they are; texts that are no versions are compared as they are
 */
export function isSameVersion(a: string, b: string): boolean {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  if (left === undefined || right === undefined) return a === b;
  return compare(left, right) === 0 && left.local === right.local;
}

/**
 * Whether a version is among the required ones.
 *
 * @param version The version
 * @param required What is required, such as `>=2,<4`; empty for any
 * @returns Whether it is; `undefined` if one of the texts has another form
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(satisfies("2.1", ">=2,<4"), true);
 * assertEquals(satisfies("2.1", "==2.0.*"), false);
 * ```
 */
export function satisfies(
  version: string,
  required: string,
): boolean | undefined {
  let all = true;
  for (const clause of required.split(",")) {
    if (clause.trim() === "") continue;
    const [, operator = "", wanted = ""] =
      /^\s*(===|==|~=|!=|<=|>=|<|>)\s*(\S+)\s*$/.exec(clause) ?? [];
    const one = satisfiesOne(version, operator, wanted);
    if (one === undefined) return undefined;
    all &&= one;
  }
  return all;
}

function satisfiesOne(
  text: string,
  operator: string,
  wantedText: string,
): boolean | undefined {
  if (operator === "===") return text === wantedText;
  const version = parseVersion(text);
  const isPrefix = wantedText.endsWith(".*");
  const wanted = parseVersion(isPrefix ? wantedText.slice(0, -2) : wantedText);
  if (version === undefined || wanted === undefined) return undefined;
  if (isPrefix) {
    if (operator !== "==" && operator !== "!=") return undefined;
    return startsWith(version, wanted) === (operator === "==");
  }
  const order = compare(version, wanted);
  const isEqual = order === 0 &&
    (wanted.local === undefined || wanted.local === version.local);
  switch (operator) {
    case "==":
      return isEqual;
    case "!=":
      return !isEqual;
    case "<=":
      return order <= 0;
    case ">=":
      return order >= 0;
    case "<":
      return order < 0 && !(isEarlyOf(version, wanted) && !isEarly(wanted));
    case ">":
      return order > 0 && !(isPostOf(version, wanted));
    case "~=":
      return wanted.release.length < 2
        ? undefined
        : order >= 0 && startsWith(version, {
          epoch: wanted.epoch,
          release: wanted.release.slice(0, -1),
        });
    default:
      return undefined;
  }
}

function startsWith(version: Version, prefix: Version): boolean {
  return version.epoch === prefix.epoch &&
    prefix.release.every((one, i) => (version.release[i] ?? 0) === one);
}

function isEarly({ pre, dev }: Version): boolean {
  return pre !== undefined || dev !== undefined;
}

/** Whether a version comes before the release of another one, as `2.0rc1` of `2.0`. */
function isEarlyOf(version: Version, of: Version): boolean {
  return isEarly(version) && isSameRelease(version, of);
}

/** Whether a version is a later edition of another one, as `2.0.post1` of `2.0`. */
function isPostOf(version: Version, of: Version): boolean {
  return version.post !== undefined && of.post === undefined &&
    isSameRelease(version, of);
}

function isSameRelease(a: Version, b: Version): boolean {
  const release = (one: Version): Version => ({
    epoch: one.epoch,
    release: one.release,
  });
  return compare(release(a), release(b)) === 0;
}
