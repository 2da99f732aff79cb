/**
 * Prepares packages of npm: what is required becomes a lock, the packages of a lock become a set.
 *
 * @module
 */
import type {
  PackageLock,
  PackageOptions,
  PackageSet,
  Requirement,
} from "../../../core/packages.ts";
import { formatRequirement } from "../../../core/requirements.ts";
import { NODE_MODULES } from "../../../engines/javascript/node_modules.ts";
import { explainFiles, packagesFailure } from "../failures.ts";
import {
  cacheDirectory,
  lockCache,
  type LockedCache,
} from "../package_cache.ts";
import { findSet, keyOf, toEntry } from "../set_index.ts";
import { lockFailure } from "../toml_reader.ts";
import type { ToolSettings } from "../tool_settings.ts";
import {
  formatNpmLock,
  isNpmLock,
  type NpmLock,
  readNpmLock,
} from "./npm_lock.ts";
import { makeNpmSet } from "./npm_set.ts";
import { allows } from "./npm_versions.ts";
import { type DenoInstall, installWithDeno } from "./run_deno.ts";

/** For which JavaScript the packages are; part of the key of a request. */
const TARGET = { engine: "quickjs", minor: 0, builtIn: new Map() } as const;

/**
 * Prepares packages of npm for guests.
 *
 * @param options What is required
 * @param settings How Deno is used
 * @returns The set; `undefined` if nothing is required
 * @throws {SandboxError} If something cannot be found, fetched or verified
 */
export async function prepareNpm(
  options: PackageOptions,
  settings: ToolSettings,
): Promise<PackageSet | undefined> {
  const { lock, signal } = options;
  const requirements = checkRequirements(options.requirements);
  if (lock === undefined && requirements.length === 0) return undefined;
  const given = lock === undefined
    ? undefined
    : selectLocked(lock, requirements);
  if (given?.roots.size === 0) return undefined;
  const directory = cacheDirectory(options.directory);
  try {
    const key = await keyOf(TARGET, requirements, lock);
    const known = await findSet(directory, key);
    if (known !== undefined) return known;
    return await withCache(options, directory, async (cache) => {
      // Another process may have made it meanwhile.
      const made = await findSet(directory, key);
      if (made !== undefined) return made;
      const step = { options, settings, cache };
      const { lock: found, folder } = await install(requirements, step, given);
      const set = await makeNpmSet(readNpmLock(found), folder, {
        cache,
        directory,
      });
      await cache.write("index", `${key}.json`, toEntry(set));
      await cache.prune();
      return set;
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw explainFiles(error, directory);
  }
}

/**
 * Resolves packages of npm.
 *
 * @param options What is required
 * @param settings How Deno is used
 * @returns The lock
 * @throws {SandboxError} If something cannot be found
 */
export async function lockNpm(
  options: PackageOptions,
  settings: ToolSettings,
): Promise<PackageLock> {
  const requirements = checkRequirements(options.requirements);
  const directory = cacheDirectory(options.directory);
  try {
    return await withCache(options, directory, async (cache) => {
      const step = { options, settings, cache };
      const text = formatNpmLock((await install(requirements, step)).lock);
      const { size: count } = readNpmLock(text).packages;
      return { engine: options.engine, packages: [], npm: { text, count } };
    });
  } catch (error) {
    options.signal?.throwIfAborted();
    throw explainFiles(error, directory);
  }
}

interface InstallStep {
  readonly options: PackageOptions;
  readonly settings: ToolSettings;
  readonly cache: LockedCache;
}

async function install(
  requirements: readonly Requirement[],
  { options, settings, cache }: InstallStep,
  given?: NpmLock,
): Promise<DenoInstall> {
  const { lock, signal, onProgress = ignore } = options;
  const all = given === undefined
    ? requirements
    : Array.from(given.roots.values(), ({ requirement }) => requirement);
  onProgress(`Fetching ${describe(all)} from npm with deno`);
  const found = await installWithDeno(
    all,
    { settings, signal, onProgress, folder: await cache.makeFolder() },
    lock === undefined ? undefined : formatNpmLock(lock),
  );
  if (given !== undefined) checkUnchanged(readNpmLock(found.lock), given);
  return found;
}

/** Deno adds to a lock what it lacks. */
function checkUnchanged(found: NpmLock, given: NpmLock): void {
  for (const [id, { integrity }] of found.packages) {
    const locked = given.packages.get(id);
    if (locked?.integrity === integrity) continue;
    if (locked !== undefined) {
      throw packagesFailure(
        `the archive of ${id} has another digest than in the lock: it was changed`,
      );
    }
    throw lockFailure(`it must have ${id}, which is needed: lock it again`);
  }
}

function describe(all: readonly Requirement[]): string {
  const [first] = all;
  return all.length === 1 && first !== undefined
    ? formatRequirement(first).slice("npm:".length)
    : `${all.length} packages`;
}

async function withCache<T>(
  { signal, onProgress = ignore }: PackageOptions,
  directory: string,
  work: (cache: LockedCache) => Promise<T>,
): Promise<T> {
  using cache = await lockCache(directory, {
    signal,
    onWait: () =>
      onProgress("Waiting for another process that fetches packages"),
  });
  return await work(cache);
}

function ignore(): void {}

/** Checks that guests can have what is required under its name. */
function checkRequirements(
  all: readonly Requirement[],
): readonly Requirement[] {
  const names = new Map<string, Requirement>();
  for (const one of all) {
    const { registry, name, versions } = one;
    if (registry !== "npm") {
      throw packagesFailure(
        `${name} is one of Python: those of JavaScript begin with npm:`,
      );
    }
    if (NODE_MODULES.has(name)) {
      throw packagesFailure(
        `${name} is built in: an import of ${name} is always the sandbox's own module`,
      );
    }
    const other = names.get(name);
    if (other !== undefined && other.versions !== versions) {
      throw packagesFailure(
        `${name} is required twice: as ${formatRequirement(other)} and ${
          formatRequirement(one)
        }`,
      );
    }
    names.set(name, one);
  }
  return [...names.values()];
}

/** Reads a lock. What is required has to be in it. */
function selectLocked(
  text: string,
  requirements: readonly Requirement[],
): NpmLock {
  if (!isNpmLock(text)) {
    throw lockFailure(
      "it is one of Python: for JavaScript, sandglass lock npm:NAME writes one in the format of deno.lock",
    );
  }
  const lock = readNpmLock(text);
  for (const one of requirements) {
    const root = lock.roots.get(one.name);
    if (root === undefined) {
      throw lockFailure(
        `it must have ${
          formatRequirement(one)
        }, which is required: lock it again`,
      );
    }
    const version = lock.packages.get(root.id)?.version ?? "";
    if (
      one.versions !== root.requirement.versions &&
      !allows(one.versions, version)
    ) {
      throw lockFailure(
        `it must have ${formatRequirement(one)}: current version is ${version}`,
      );
    }
  }
  return lock;
}
