/**
 * Reads locks in the format of `pylock.toml` (PEP 751), of whichever tool.
 *
 * @module
 */
import { ENGINE_NAMES, type EngineName } from "../../core/languages.ts";
import type {
  LockedPackage,
  LockedWheel,
  PackageLock,
} from "../../core/packages.ts";
import { normalizeName } from "../../core/requirements.ts";
import {
  evaluateMarker,
  type MarkerEnvironment,
  markerEnvironment,
} from "./markers.ts";
import type { Target } from "./target.ts";
import { lockFailure, readToml, type TomlTable } from "./toml_reader.ts";
import { isSameVersion, satisfies } from "./versions.ts";
import { describeWheels } from "./wheel_failure.ts";
import { isPure, isUsable, parseWheelName } from "./wheel_name.ts";

/** The most packages of a lock. */
const MAX_PACKAGES = 2_000;
/** The versions of the format that are read. */
const LOCK_VERSION = /^1\.\d+$/;
/** Where a package may come from that is no wheel. */
const OTHER_SOURCES = ["vcs", "directory", "archive", "sdist"] as const;
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;
const VERSION = /^[A-Za-z0-9_.!+-]{1,100}$/;
const SHA256 = /^[\da-f]{64}$/i;

/**
 * Finds out for which engine a lock was made.
 *
 * @param text The text of the lock
 * @returns The engine; `undefined` if the lock names none
 * @throws {SandboxError} If it is no lock, or names an engine that does not exist
 */
export function engineOfLock(text: string): EngineName | undefined {
  return readEngine(readToml(text));
}

function readEngine(lock: TomlTable): EngineName | undefined {
  const own = lock.table("tool")?.table("sandglass");
  const engine = own?.text("engine");
  if (engine === undefined) return undefined;
  const found = ENGINE_NAMES.find((name) => name === engine);
  if (found !== undefined) return found;
  throw lockFailure(
    `tool.sandglass.engine must be one of ${ENGINE_NAMES.join(", ")}`,
  );
}

/**
 * Reads a lock.
 *
 * @param text The text of the lock
 * @param target The Python for which it is used
 * @returns The lock, without what the Python has built in
 * @throws {SandboxError} If it is no lock, or has something that cannot be used
 */
export function readLock(text: string, target: Target): PackageLock {
  const lock = readToml(text);
  const version = lock.text("lock-version");
  if (version === undefined || !LOCK_VERSION.test(version)) {
    throw lock.fault("lock-version", 'must be "1.0"');
  }
  const engine = readEngine(lock);
  if (engine !== undefined && engine !== target.engine) {
    throw lockFailure(
      `it was made for the engine ${engine}: current engine is ${target.engine}`,
    );
  }
  checkPython(lock, target);
  const environment = markerEnvironment(target, {
    groups: lock.texts("default-groups"),
  });
  checkEnvironments(lock, environment);
  const tables = lock.tables("packages");
  if (tables.length > MAX_PACKAGES) {
    throw lock.fault("packages", `must have at most ${MAX_PACKAGES} items`);
  }
  const packages = new Map<string, LockedPackage>();
  for (const table of tables) {
    const name = readName(table);
    if (!applies(table, environment)) continue;
    if (isBuiltIn(name, table, target)) continue;
    if (packages.has(name)) {
      throw table.fault("name", `must be there once: ${name} is there twice`);
    }
    packages.set(name, readPackage(name, table, target));
  }
  return { engine: target.engine, packages: [...packages.values()] };
}

function checkPython(table: TomlTable, { minor }: Target): void {
  const required = table.text("requires-python");
  if (required === undefined) return;
  const isMet = satisfies(`3.${minor}.0`, required);
  if (isMet) return;
  throw table.fault(
    "requires-python",
    isMet === undefined
      ? "must be a list of versions"
      : `must include Python 3.${minor}: current value is ${required}`,
  );
}

function checkEnvironments(
  lock: TomlTable,
  environment: MarkerEnvironment,
): void {
  const markers = lock.texts("environments");
  if (markers.length === 0) return;
  const isOne = markers.some((marker, i) =>
    evaluate(
      marker,
      environment,
      () => lock.fault(`environments[${i}]`, UNREAD),
    )
  );
  if (isOne) return;
  throw lock.fault("environments", "must include that of the sandbox");
}

const UNREAD = "has a marker that cannot be evaluated";

function evaluate(
  marker: string,
  environment: MarkerEnvironment,
  fault: () => Error,
): boolean {
  const value = evaluateMarker(marker, environment);
  if (value === undefined) throw fault();
  return value;
}

function applies(table: TomlTable, environment: MarkerEnvironment): boolean {
  const marker = table.text("marker");
  return marker === undefined ||
    evaluate(marker, environment, () => table.fault("marker", UNREAD));
}

function readName(table: TomlTable): string {
  const name = table.text("name");
  if (name === undefined || !NAME.test(name)) {
    throw table.fault("name", "must be the name of a package");
  }
  return normalizeName(name);
}

function isBuiltIn(name: string, table: TomlTable, target: Target): boolean {
  const builtIn = target.builtIn.get(name);
  if (builtIn === undefined) return false;
  const version = table.text("version");
  if (version === undefined || isSameVersion(version, builtIn)) return true;
  throw lockFailure(
    `${name} must have version ${builtIn}, which ${target.engine} has built in: current value is ${version}`,
  );
}

function readPackage(
  name: string,
  table: TomlTable,
  target: Target,
): LockedPackage {
  checkPython(table, target);
  const wheels = table.tables("wheels").map((wheel) => ({
    table: wheel,
    file: readFileName(wheel),
  }));
  if (wheels.length === 0) {
    const source = OTHER_SOURCES.find((one) => table.has(one));
    throw table.fault(
      "wheels",
      `must have a wheel of ${name}: it has ${
        source === undefined
          ? "none"
          : `only ${source}, which is not built here`
      }`,
    );
  }
  const usable = wheels.flatMap(({ table: wheel, file }) => {
    const parsed = parseWheelName(file);
    return parsed !== undefined && isUsable(parsed, target)
      ? { wheel, file, parsed }
      : [];
  }).sort((a, b) =>
    // As pip chooses: the most specific one first.
    Number(isPure(a.parsed, target.minor)) -
      Number(isPure(b.parsed, target.minor)) ||
    b.parsed.build - a.parsed.build
  );
  const [best] = usable;
  if (best === undefined) {
    throw table.fault(
      "wheels",
      `must have one for ${
        describeWheels(target)
      }: ${name} has compiled code for other systems only`,
    );
  }
  const { wheel, file, parsed } = best;
  const version = table.text("version") ?? parsed.version;
  if (!VERSION.test(version)) throw table.fault("version", "must be a version");
  if (parsed.name !== name || !isSameVersion(parsed.version, version)) {
    throw wheel.fault("name", `must be of ${name} ${version}: it is ${file}`);
  }
  return { name, version, wheel: readWheelTable(file, wheel) };
}

function readFileName(wheel: TomlTable): string {
  const url = wheel.text("url");
  const from = wheel.text("name") ?? wheel.text("path") ??
    url?.replace(/[?#].*$/, "");
  const isName = wheel.has("name");
  const last = from?.slice(isName ? 0 : from.lastIndexOf("/") + 1) ?? "";
  const file = isName ? last : decode(last);
  if (parseWheelName(file) !== undefined) return file;
  throw wheel.fault(
    isName ? "name" : wheel.has("path") ? "path" : "url",
    "must have the name of a wheel, such as rich-15.0.0-py3-none-any.whl",
  );
}

/** The name of the file at an address. */
function fileAt(address: string): string {
  const path = address.replace(/[?#].*$/, "");
  return decode(path.slice(path.lastIndexOf("/") + 1));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

function readWheelTable(file: string, wheel: TomlTable): LockedWheel {
  const sha256 = wheel.table("hashes")?.text("sha256");
  if (sha256 === undefined || !SHA256.test(sha256)) {
    throw wheel.fault(
      "hashes",
      `must have a SHA-256 of 64 hexadecimal digits, which ${file} has not`,
    );
  }
  const bytes = wheel.count("size");
  const address = webUrl(wheel.text("url"));
  // Another file at this address might have to be built.
  const url = address !== undefined && fileAt(address) === file
    ? address
    : undefined;
  return {
    file,
    sha256: sha256.toLowerCase(),
    ...(bytes !== undefined && { bytes }),
    ...(url !== undefined && { url }),
  };
}

/** The normal form of a URL that means the same to others, unlike one of a file on this machine. */
export function webUrl(text: string | undefined): string | undefined {
  const url = text === undefined ? null : URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  url.hash = "";
  // In a file of requirements, `${NAME}` would be a variable of the host's environment.
  return url.href.replace(/[{}]/g, encodeURIComponent);
}
