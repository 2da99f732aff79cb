/**
 * Prepares packages: what is required becomes a lock, the wheels of a lock become a set.
 *
 * @module
 */
import type {
  LockedPackage,
  PackageLock,
  PackageOptions,
  PackageSet,
  Requirement,
} from "../../core/packages.ts";
import { explainFiles, packagesFailure } from "./failures.ts";
import { cacheDirectory, lockCache } from "./package_cache.ts";
import { collectFiles, makeSet, type SetStep } from "./package_set.ts";
import { lockNpm, prepareNpm } from "./npm/prepare_npm.ts";
import { readLock } from "./read_lock.ts";
import { resolvePackages } from "./resolve.ts";
import { findSet, keyOf, toEntry } from "./set_index.ts";
import { type Target, targetOf } from "./target.ts";
import { TOOL_SETTINGS, type ToolSettings } from "./tool_settings.ts";
import { lockFailure } from "./toml_reader.ts";
import { satisfies } from "./versions.ts";

/**
 * Prepares packages for guests.
 *
 * @param options What is required
 * @param settings How tools are used
 * @returns The set; `undefined` if the engine has everything built in
 * @throws {SandboxError} If something cannot be found, fetched or verified
 */
export async function prepare(
  options: PackageOptions,
  settings: ToolSettings = TOOL_SETTINGS,
): Promise<PackageSet | undefined> {
  if (options.engine === "quickjs") return await prepareNpm(options, settings);
  const target = targetOf(options.engine);
  const { lock, onWarning } = options;
  const given = lock === undefined
    ? undefined
    : selectLocked(lock, options.requirements, target);
  const requirements = withoutBuiltIn(options.requirements, target, onWarning);
  if ((given?.packages ?? requirements).length === 0) return undefined;
  const directory = cacheDirectory(options.directory);
  try {
    const key = await keyOf(target, requirements, lock);
    const known = await findSet(directory, key);
    if (known !== undefined) return known;
    return await withCache(options, settings, async (step) => {
      // Another process may have made it meanwhile.
      const made = await findSet(directory, key);
      if (made !== undefined) return made;
      const packages = given?.packages ?? await resolve(requirements, step);
      if (packages.length === 0) return undefined;
      const set = await makeSet(packages, step);
      await step.cache.write("index", `${key}.json`, toEntry(set));
      await step.cache.prune();
      return set;
    });
  } catch (error) {
    options.signal?.throwIfAborted();
    throw explainFiles(error, directory);
  }
}

/**
 * Resolves packages, and fetches them, so that the lock can be used without a network.
 *
 * @param options What is required
 * @param settings How tools are used
 * @returns The lock
 * @throws {SandboxError} If something cannot be found
 */
export async function resolveLock(
  options: PackageOptions,
  settings: ToolSettings = TOOL_SETTINGS,
): Promise<PackageLock> {
  if (options.engine === "quickjs") return await lockNpm(options, settings);
  const target = targetOf(options.engine);
  const { engine, lock, onWarning } = options;
  if (lock !== undefined) {
    return selectLocked(lock, options.requirements, target);
  }
  const requirements = withoutBuiltIn(options.requirements, target, onWarning);
  if (requirements.length === 0) return { engine, packages: [] };
  const directory = cacheDirectory(options.directory);
  try {
    return await withCache(options, settings, async (step) => {
      const packages = await resolve(requirements, step);
      await collectFiles(packages, step);
      await step.cache.prune();
      return { engine, packages };
    });
  } catch (error) {
    options.signal?.throwIfAborted();
    throw explainFiles(error, directory);
  }
}

async function resolve(
  requirements: readonly Requirement[],
  step: SetStep,
): Promise<readonly LockedPackage[]> {
  const folder = await step.cache.makeFolder();
  return (await resolvePackages(requirements, { ...step, folder })).packages;
}

async function withCache<T>(
  options: PackageOptions,
  settings: ToolSettings,
  work: (step: SetStep) => Promise<T>,
): Promise<T> {
  const { signal, onProgress = ignore, onWarning = ignore } = options;
  const directory = cacheDirectory(options.directory);
  using cache = await lockCache(directory, {
    signal,
    onWait: () =>
      onProgress("Waiting for another process that fetches packages"),
  });
  return await work({
    settings,
    target: targetOf(options.engine),
    signal,
    onProgress,
    onWarning,
    cache,
    directory,
    required: new Set(options.requirements.map(({ name }) => name)),
  });
}

function ignore(): void {}

/** What is required but for what is built in. */
function withoutBuiltIn(
  requirements: readonly Requirement[],
  { engine, builtIn }: Target,
  onWarning: (message: string) => void = ignore,
): readonly Requirement[] {
  return requirements.filter(({ name, versions, extras }) => {
    const version = builtIn.get(name);
    if (version === undefined) return true;
    if (satisfies(version, versions) !== true) {
      throw packagesFailure(
        `${name}${versions} is required: ${engine} has ${name} ${version} built in, which cannot be replaced`,
      );
    }
    if (extras.length > 0) {
      onWarning(
        `${name} is built into ${engine}, so its extras (${
          extras.join(", ")
        }) are not added`,
      );
    }
    return false;
  });
}

/** Reads a lock. What is required has to be in it. */
function selectLocked(
  text: string,
  requirements: readonly Requirement[],
  target: Target,
): PackageLock {
  const lock = readLock(text, target);
  for (const { name, versions } of requirements) {
    const version = target.builtIn.get(name) ??
      lock.packages.find((one) => one.name === name)?.version;
    if (version === undefined) {
      throw lockFailure(
        `it must have ${name}, which is required: lock it again`,
      );
    }
    if (satisfies(version, versions) !== true) {
      throw lockFailure(
        `it must have ${name}${versions}: current version is ${version}`,
      );
    }
  }
  return lock;
}
