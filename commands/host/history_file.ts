/**
 * Keeps what was typed at a prompt in the user's state directory, or else in the cache directory,
 * where permissions that are there already allow it. It never asks for one, and never fails.
 *
 * @module
 */

/** A longer line is not worth keeping. */
const MAX_LINE_LENGTH = 10_000;
/** The file may hold anything by now, and a line of it is shown as it is. */
// deno-lint-ignore no-control-regex -- they are what is refused
const SHOWABLE = /^[^\0-\x08\x0a-\x1f\x7f-\x9f]+$/;
const MAX_FILE_BYTES = 2 ** 22;

/**
 * Loads the lines of earlier sessions.
 *
 * @param name What they are kept under
 * @returns The lines, the latest first; none if there are none to be had
 */
export async function loadHistory(name: string): Promise<readonly string[]> {
  for (const directory of await directories()) {
    const path = `${directory}/history-${name}`;
    if (!await isGranted({ name: "read", path })) continue;
    try {
      const { size } = await Deno.stat(path);
      if (size > MAX_FILE_BYTES) continue;
      const text = await Deno.readTextFile(path);
      return text.split("\n").filter(isKept).reverse();
    } catch {
      // There is none yet, or it cannot be read: the session starts without.
    }
  }
  return [];
}

/**
 * Keeps lines for later sessions.
 *
 * @param name What they are kept under
 * @param lines The lines, the latest first
 */
export async function saveHistory(
  name: string,
  lines: readonly string[],
): Promise<void> {
  const text = lines.filter(isKept).toReversed().map((line) => `${line}\n`)
    .join("");
  if (text === "") return;
  for (const directory of await directories()) {
    if (!await isGranted({ name: "write", path: directory })) continue;
    if (await replace(`${directory}/history-${name}`, { directory, text })) {
      return;
    }
  }
}

/** Writes a file beside the old one and puts it in its place, so that two sessions never mix. */
async function replace(
  path: string,
  { directory, text }: { readonly directory: string; readonly text: string },
): Promise<boolean> {
  const fresh = `${path}.${crypto.randomUUID()}`;
  try {
    await Deno.mkdir(directory, { recursive: true, mode: 0o700 });
    await Deno.writeTextFile(fresh, text, { createNew: true, mode: 0o600 });
    await Deno.rename(fresh, path);
    return true;
  } catch {
    await Deno.remove(fresh).catch(() => {});
    return false;
  }
}

function isKept(line: string): boolean {
  return line.length <= MAX_LINE_LENGTH && SHOWABLE.test(line);
}

async function directories(): Promise<readonly string[]> {
  if (Deno.build.os === "windows") {
    return within(await variable("LOCALAPPDATA"));
  }
  const home = await variable("HOME");
  const state = await variable("XDG_STATE_HOME") ??
    (home && `${home}/.local/state`);
  const cache = await variable("XDG_CACHE_HOME") ??
    (home &&
      `${home}/${Deno.build.os === "darwin" ? "Library/Caches" : ".cache"}`);
  return [...within(state), ...within(cache)];
}

function within(directory: string | undefined): readonly string[] {
  // A relative directory would make the history depend on where the session was started.
  return directory && /^(?:\/|[A-Za-z]:)/.test(directory)
    ? [`${directory}/sandglass`]
    : [];
}

async function variable(name: string): Promise<string | undefined> {
  return await isGranted({ name: "env", variable: name })
    ? Deno.env.get(name) || undefined
    : undefined;
}

async function isGranted(
  descriptor: Deno.PermissionDescriptor,
): Promise<boolean> {
  return (await Deno.permissions.query(descriptor)).state === "granted";
}
