/**
 * The packages of guests at a start: their preparation, and their files in memory that the workers of this process share.
 * It is loaded if there are packages.
 *
 * @module
 */
import {
  defaultEngineOf,
  type EngineName,
  type Language,
  LANGUAGES,
} from "../../core/languages.ts";
import type {
  ResolvedSandboxOptions,
  SandboxOptions,
} from "../../core/options.ts";
import type { PackageSet, PreparePackages } from "../../core/packages.ts";
import { checkLock, checkPackages, isOfNpm } from "../../core/requirements.ts";
import { InvalidFileError, readKnown } from "../open_file.ts";
import { chooseEngine, preparePackages } from "../packages/mod.ts";
import { InvalidPackagesError } from "./worker_start.ts";

/**
 * Prepares the packages that the guests of a sandbox's options get.
 *
 * @param options The options
 * @param ended Aborts it, as the signal of the options does
 * @param prepare How packages are prepared
 * @returns The packages; `undefined` if the engine has them all built in
 */
export function prepareFor(
  { engine, packages, lock, signal, ...options }: ResolvedSandboxOptions,
  ended: AbortSignal,
  prepare: PreparePackages = preparePackages,
): Promise<PackageSet | undefined> {
  const { onProgress, onWarning } = options;
  return prepare({
    engine,
    requirements: packages,
    lock,
    signal: signal === undefined ? ended : AbortSignal.any([ended, signal]),
    onProgress,
    onWarning,
  });
}

/**
 * Chooses the engine for options that have packages and name no engine.
 *
 * @param options The options, which are not checked yet
 * @returns The engine; `undefined` if the language, which is checked later, has no packages
 * @throws {TypeError} If the packages or the lock are not what they should be
 */
export function engineFor(
  { language: given, packages, lock }: SandboxOptions,
): EngineName | undefined {
  const language = given === undefined
    ? languageOf(packages)
    : LANGUAGES.find((one) => one === given);
  if (language === undefined) return undefined;
  const requirements = checkPackages(packages, language);
  const text = checkLock(lock);
  if (requirements.length === 0 && text === undefined) return undefined;
  return language === "python"
    ? chooseEngine(requirements, text)
    : defaultEngineOf(language);
}

/** The language of packages: that of npm's is JavaScript. */
function languageOf(packages: unknown): Language {
  const isJavaScript = Array.isArray(packages) && packages.length > 0 &&
    packages.every((one) => typeof one === "string" && isOfNpm(one));
  return isJavaScript ? "javascript" : "python";
}

/** The files of sets that are in use. */
const sites = new WeakMap<PackageSet, Promise<SharedArrayBuffer>>();
/** The same by the digest of their packed file, since several sets may have the same. */
const byDigest = new Map<string, WeakRef<Promise<SharedArrayBuffer>>>();

/**
 * Reads the packed file of packages and verifies it, once as long as it is in use.
 *
 * @param set The packages
 * @returns The packed file
 * @throws {InvalidPackagesError} If it is not what it should be
 */
export function shareSite(set: PackageSet): Promise<SharedArrayBuffer> {
  const known = sites.get(set) ?? byDigest.get(set.sha256)?.deref();
  const site = known ?? read(set);
  sites.set(set, site);
  if (known !== undefined) return site;
  for (const [digest, one] of byDigest) {
    if (one.deref() === undefined) byDigest.delete(digest);
  }
  byDigest.set(set.sha256, new WeakRef(site));
  // A failure is not kept: the next caller tries again.
  site.catch(() => {
    sites.delete(set);
    byDigest.delete(set.sha256);
  });
  return site;
}

async function read(set: PackageSet): Promise<SharedArrayBuffer> {
  const bytes = await readKnown(set).catch((error) => {
    if (!(error instanceof InvalidFileError)) throw error;
    throw new InvalidPackagesError(`${error.message}: ${set.path}`);
  });
  const shared = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(shared).set(bytes);
  return shared;
}
