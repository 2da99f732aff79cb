/** Directories that are no part of a program. */
const LEFT_OUT: readonly string[] = [
  ".git",
  ".venv",
  "__pycache__",
  "venv",
];

/**
 * Lists the regular files below a directory. Links are left out, so that nothing outside of it is read.
 *
 * @param directory The path of the directory
 * @param most The most files
 * @returns The paths below the directory, with slashes, sorted
 * @throws {RangeError} If there are more files
 */
export async function listDirectory(
  directory: string,
  most: number,
): Promise<readonly string[]> {
  const found: string[] = [];
  const waiting = [""];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for await (const entry of Deno.readDir(`${directory}/${next}`)) {
      const path = `${next}${entry.name}`;
      if (entry.isDirectory && !LEFT_OUT.includes(entry.name)) {
        waiting.push(`${path}/`);
      }
      if (entry.isFile) found.push(path);
      if (found.length > most) {
        throw new RangeError(
          `as a directory that is run may have at most ${most} files`,
        );
      }
    }
  }
  return found.sort();
}
