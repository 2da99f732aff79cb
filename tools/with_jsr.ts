/**
 * Runs `deno` with a registry that can be reached: JSR itself, or one on this
 * machine that serves the replacements as `@std`. For the commands that
 * support no import map:
 * `deno run -A tools/with_jsr.ts lint`.
 *
 * @module
 */
import { isOffline } from "./offline/is_offline.ts";
import { jsrRegistry } from "./offline/registry.ts";
import { standInPackages } from "./offline/stand_in_packages.ts";

const ROOT = new URL("../", import.meta.url);

async function runDeno(
  args: readonly string[],
  options: Deno.CommandOptions = {},
): Promise<number> {
  const all = { ...options, args: [...args] };
  const { code } = await new Deno.Command(Deno.execPath(), all).spawn().status;
  return code;
}

async function runOffline(args: readonly string[]): Promise<number> {
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    jsrRegistry(standInPackages(await readStandIns())),
  );
  const { port } = server.addr;
  const env = { JSR_URL: `http://127.0.0.1:${port}/` };
  try {
    return await runDeno(args, { env });
  } finally {
    await forget(port);
  }
}

async function readStandIns(): Promise<Map<string, string>> {
  const folder = new URL("tools/offline/", ROOT);
  const files = new Map<string, string>();
  for await (const { name } of Deno.readDir(folder)) {
    files.set(name, await Deno.readTextFile(new URL(name, folder)));
  }
  return files;
}

/** Deno caches by address; a later registry on this port must not find these files. */
async function forget(port: number): Promise<void> {
  const info = new Deno.Command(Deno.execPath(), { args: ["info", "--json"] });
  const { stdout } = await info.output();
  const { modulesCache } = JSON.parse(new TextDecoder().decode(stdout));
  const folder = `${modulesCache}/http/127.0.0.1_PORT${port}`;
  await Deno.remove(folder, { recursive: true }).catch(() => {});
}

if (import.meta.main) {
  const run = await isOffline() ? runOffline : runDeno;
  Deno.exit(await run(Deno.args));
}
