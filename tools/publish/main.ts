/**
 * Publishes the files that `stage.ts` collects, with `deno publish`: `deno run -A tools/publish/main.ts --dry-run`.
 *
 * @module
 */
import { isDirty } from "./is_dirty.ts";
import { stage } from "./stage.ts";

const ROOT = new URL("../../", import.meta.url);

/**
 * Publishes the working tree.
 *
 * @param args Arguments for `deno publish`
 * @param env Additional environment variables
 * @returns Its exit status
 */
export async function publish(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  const cwd = await Deno.makeTempDir({ prefix: "sandglass_publish_" });
  try {
    await stage(ROOT, new URL(`file://${cwd}/`));
    const { code } = await new Deno.Command(Deno.execPath(), {
      // The sources were type-checked already; the packages in the published files have no types.
      args: ["publish", "--no-check", ...args],
      cwd,
      env,
    }).spawn().status;
    return code;
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
}

if (import.meta.main) {
  const isDryRun = Deno.args.includes("--dry-run");
  if (!isDryRun && await isDirty(decodeURIComponent(ROOT.pathname))) {
    console.error("Cannot publish as not all of it is committed");
    Deno.exit(1);
  }
  Deno.exit(await publish(Deno.args));
}
