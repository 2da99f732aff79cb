/**
 * Finds the test files of the project.
 *
 * @module
 */

/**
 * Finds the test files in a folder and its subfolders.
 *
 * @param root The root of the project
 * @param folder The folder, relative to the root, with a trailing slash
 * @returns Their paths relative to the root, in order
 */
export async function findTestFiles(
  root: URL,
  folder: string,
): Promise<string[]> {
  const found: string[] = [];
  for await (
    const { name, isDirectory } of Deno.readDir(new URL(folder, root))
  ) {
    const path = `${folder}${name}`;
    if (isDirectory) found.push(...await findTestFiles(root, `${path}/`));
    else if (name.endsWith("_test.ts")) found.push(path);
  }
  return found.toSorted();
}
