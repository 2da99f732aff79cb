/**
 * Whether a working tree has what is in no commit, and so in no tag. `deno publish` asks that too, but of the directory
 * that it is given, which is none.
 *
 * @param root A directory of the tree
 * @returns Whether it has, or is no working tree at all
 */
export async function isDirty(root: string): Promise<boolean> {
  const { success, stdout } = await new Deno.Command("git", {
    args: ["status", "--porcelain", "."],
    cwd: root,
    stderr: "null",
  }).output();
  return !success || stdout.length > 0;
}
