/**
 * What the host's side needs of the platform: permissions, environment, files. Nothing here asks the user for a
 * permission; what is not granted is simply not done.
 *
 * @module
 */
import { embedded } from "./embedded.ts";

const PERMISSION_NAMES = [
  "read",
  "write",
  "run",
  "net",
  "env",
  "sys",
  "ffi",
  "import",
] as const;
/** A permission as a whole. */
type PermissionName = typeof PERMISSION_NAMES[number];

/** Whether a permission is granted, without asking for it. */
export function isGranted(descriptor: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(descriptor).state === "granted";
}

/** What may be left out of account. */
export interface PermissionExceptions {
  /**
   * Whether modules may be imported from the network's hosts or their cache, as what came from there has to.
   * @default {false}
   */
  readonly butImport?: boolean;
}

/**
 * Whether no permission is granted as a whole. One for a single path or host is seen only by who names it.
 *
 * @param exceptions What may be granted nevertheless
 * @returns Whether it is so
 */
export function hasNoPermissions(
  { butImport = false }: PermissionExceptions = {},
): boolean {
  return PERMISSION_NAMES.every((name) => {
    if (butImport && name === "import") return true;
    const { state, partial } = Deno.permissions.querySync({ name });
    return state !== "granted" && partial !== true;
  });
}

/** An environment variable, or `undefined` where it is not set or may not be read. */
export function environment(name: string): string | undefined {
  if (!isGranted({ name: "env", variable: name })) return undefined;
  return Deno.env.get(name) || undefined;
}

/** Whether this is a compiled program, which is not started as `deno run` is. */
export function isCompiled(): boolean {
  return Deno.build.standalone;
}

/**
 * How processes for guests may be started: the path or the name of Deno's own executable, or of our own binary.
 * `undefined` if that is not permitted, or this is somebody else's binary, which would only start itself again.
 */
export function ownExecutable(): string | undefined {
  if (isCompiled() && embedded === undefined) return undefined;
  const path = Deno.execPath();
  return [path, ...(isCompiled() ? [] : ["deno"])]
    .find((command) => isGranted({ name: "run", command }));
}

/**
 * Gives up every permission of this process, for good.
 *
 * @param names Which; by default all
 */
export function giveUpPermissions(
  names: readonly PermissionName[] = PERMISSION_NAMES,
): void {
  for (const name of names) Deno.permissions.revokeSync({ name });
}

/** The path of a file URL. */
export function toPath({ pathname }: URL): string {
  const path = decodeURIComponent(pathname);
  return Deno.build.os === "windows" ? path.slice(1) : path;
}

/** The directory for snapshots, or `undefined` if there is no telling where it is. */
export function snapshotDirectory(): string | undefined {
  const home = environment("HOME") ?? environment("USERPROFILE");
  const base = environment("XDG_CACHE_HOME") ?? environment("LOCALAPPDATA") ??
    (home === undefined
      ? undefined
      : Deno.build.os === "darwin"
      ? `${home}/Library/Caches`
      : `${home}/.cache`);
  return base === undefined ? undefined : `${base}/sandglass`;
}

/** The directory for installed engines, or `undefined` if there is no telling where it is. */
export function dataDirectory(): string | undefined {
  const home = environment("HOME") ?? environment("USERPROFILE");
  const base = environment("XDG_DATA_HOME") ?? environment("LOCALAPPDATA") ??
    (home === undefined
      ? undefined
      : Deno.build.os === "darwin"
      ? `${home}/Library/Application Support`
      : `${home}/.local/share`);
  return base === undefined ? undefined : `${base}/sandglass`;
}

/** The bytes of a file, or `undefined` if it does not exist or may not be read. */
export async function readIfThere(
  path: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!isGranted({ name: "read", path })) return undefined;
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** The size of a file in bytes, or `undefined` if it does not exist or may not be inspected. */
export function fileBytes(path: string): number | undefined {
  if (!isGranted({ name: "read", path })) return undefined;
  try {
    const info = Deno.statSync(path);
    return info.isFile ? info.size : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Writes a file under a temporary name, then renames it, so that a reader finds all of it or nothing.
 *
 * @param path Where it goes; directories are made as needed, for this user alone
 * @param parts What it holds
 * @returns Whether it was written; it is not where that is not permitted
 */
export async function writeAtomically(
  path: string,
  parts: Iterable<Uint8Array>,
): Promise<boolean> {
  const directory = path.slice(0, path.lastIndexOf("/"));
  if (!isGranted({ name: "write", path: directory })) return false;
  await Deno.mkdir(directory, { recursive: true, mode: 0o700 });
  const { temporary, file } = await openPartial(path);
  try {
    using _ = file;
    for (const part of parts) await writeAll(file, part);
    await file.sync();
    await Deno.rename(temporary, path);
    return true;
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw error;
  }
}

/**
 * Opens a file for what is written beside its place first. It stays locked until it is closed, by which others tell it
 * from one whose writer was killed (`removeAbandoned` in `cache_directory.ts`).
 */
async function openPartial(
  path: string,
): Promise<{ readonly temporary: string; readonly file: Deno.FsFile }> {
  for (;;) {
    const temporary = `${path}.${crypto.randomUUID()}.part`;
    const file = await Deno.open(temporary, {
      write: true,
      createNew: true,
      mode: 0o600,
    });
    // Some file systems have no locks; there the age tells.
    await file.lock(true).catch(() => {});
    if (await Deno.lstat(temporary).then(() => true, () => false)) {
      return { temporary, file };
    }
    // Somebody took it for an abandoned one before it was locked.
    file.close();
  }
}

/** Writes all of some bytes. */
export async function writeAll(
  file: Deno.FsFile,
  bytes: Uint8Array,
): Promise<void> {
  for (let at = 0; at < bytes.byteLength;) {
    at += await file.write(bytes.subarray(at));
  }
}

/**
 * Removes the oldest of some files of a directory, as far as that is permitted.
 *
 * @param directory The directory
 * @param isOne Which files, by their names
 * @param keep How many are left
 */
export async function removeOldest(
  directory: string,
  isOne: (name: string) => boolean,
  keep: number,
): Promise<void> {
  if (!isGranted({ name: "read", path: directory })) return;
  const found: { path: string; writtenAt: number }[] = [];
  try {
    for await (const { name } of Deno.readDir(directory)) {
      if (!isOne(name)) continue;
      const path = `${directory}/${name}`;
      const { mtime } = await Deno.stat(path);
      found.push({ path, writtenAt: mtime?.getTime() ?? 0 });
    }
  } catch {
    // Another process may be at it.
    return;
  }
  found.sort((a, b) => b.writtenAt - a.writtenAt);
  for (const { path } of found.slice(keep)) await removeIfPermitted(path);
}

/** Removes a file that should not be there, if that is permitted. */
export async function removeIfPermitted(path: string): Promise<void> {
  if (!isGranted({ name: "write", path })) return;
  await Deno.remove(path).catch(() => {});
}

/**
 * Calls code that reads the environment without need: it finds nothing there, and Deno does not prompt for a
 * permission.
 *
 * @param call What is called; it must not wait for anything
 * @returns What it returns
 */
export function withoutEnvironment<T>(call: () => T): T {
  const { get } = Deno.env;
  Deno.env.get = () => undefined;
  try {
    return call();
  } finally {
    Deno.env.get = get;
  }
}

/** How somebody would start this program with Deno, for messages. */
export function howStarted(): { program: string; executable: string } {
  const { mainModule } = Deno;
  const name = mainModule.startsWith("jsr:")
    ? mainModule
    : /^(?:file|https?):.*?([^/]+)$/.exec(mainModule)?.[1];
  const program = name === undefined ? "…" : `${name} …`;
  return { program, executable: Deno.execPath() };
}
