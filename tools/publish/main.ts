/**
 * `deno publish` of what `stage.ts` puts together: `deno run -A tools/publish/main.ts --dry-run`.
 *
 * @module
 */
import { isDirty } from "./is_dirty.ts";
import { stage } from "./stage.ts";

const ROOT = new URL("../../", import.meta.url);

/**
 * Publishes what is in the working tree.
 *
 * @param args Arguments for `deno publish`
 * @param env Variables for it beside those of this process
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
      // What is published was checked as sources; the packages in it have no types.
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
