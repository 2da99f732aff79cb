/**
 * Runs `deno` with a registry that answers: JSR itself, or where it cannot be
 * reached one on this machine that serves the stand-ins as `@std`. For the
 * commands that know no import map:
 * `deno run -A tools/with_jsr.ts publish --dry-run`.
 *
 * @module
 */
import { isOffline } from "./offline/is_offline.ts";
import { standInRegistry } from "./offline/registry.ts";

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
    standInRegistry(await readStandIns()),
  );
  const { port } = server.addr;
  const env = { JSR_URL: `http://127.0.0.1:${port}/` };
  try {
    if (args[0] !== "publish") return await runDeno(args, { env });
    return await runInCopy(args, env);
  } finally {
    await forget(port);
  }
}

/**
 * `deno publish` reads the lock file whatever its flags say, and a lock that
 * was written where JSR answers refuses the stand-ins. So it gets a copy of
 * what is published, without the lock.
 */
async function runInCopy(
  args: readonly string[],
  env: Record<string, string>,
): Promise<number> {
  const config = await Deno.readTextFile(new URL("deno.json", ROOT));
  const cwd = await Deno.makeTempDir();
  try {
    for (const path of JSON.parse(config).publish.include) {
      await copy(new URL(path, ROOT), `${cwd}/${path}`);
    }
    return await runDeno(args, { cwd, env });
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
}

async function copy(from: URL, to: string): Promise<void> {
  if (!from.pathname.endsWith("/")) return await Deno.copyFile(from, to);
  await Deno.mkdir(to);
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    const path = encodeURIComponent(name) + (isDirectory ? "/" : "");
    await copy(new URL(path, from), `${to}${name}${isDirectory ? "/" : ""}`);
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

/** Deno caches by address; the next one with this port must not find these. */
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
