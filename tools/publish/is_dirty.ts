/**
 * Reports whether a working tree has changes that are in no commit, and so in no tag. `deno publish` checks the same,
 * but for the directory that it is given, which is outside any working tree.
 *
 * @param root A directory of the tree
 * @returns Whether it has such changes, or is not a working tree
 */
export async function isDirty(root: string): Promise<boolean> {
  const { success, stdout } = await new Deno.Command("git", {
    args: ["status", "--porcelain", "."],
    cwd: root,
    stderr: "null",
  }).output();
  return !success || stdout.length > 0;
}
