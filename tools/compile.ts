/**
 * Makes the standalone binary: `deno task compile`, with flags of `deno compile` such as `--target` or `--output`.
 *
 * @module
 */
import { ENGINE_NAMES } from "../core/options.ts";
import type { Engine } from "../engines/engine.ts";
import { loadEngine } from "../engines/registry.ts";
import { ImageStore } from "../sandbox/images.ts";
import { buildInProcess } from "../sandbox/process.ts";
import { bundle, toPath } from "./compile/bundle.ts";
import { linkIntoFile } from "./compile/link_workers.ts";
import { offlineMap } from "./import_map_flag.ts";

const ROOT = new URL("../", import.meta.url);
const PARTS = new URL("dist/parts/", ROOT);

/** The least that the command line can do its work with; SECURITY.md has the reasons. */
const PERMISSIONS = [
  "--no-prompt",
  "--allow-read",
  "--allow-write",
  "--allow-run",
  "--allow-env",
  "--allow-net",
];

/** What V8 holds the binary and its children to. It takes no flags later. */
const V8_FLAGS = [
  "--disallow-code-generation-from-strings",
  "--max-old-space-size=1024",
  "--stack-size=2000",
  "--wasm-stack-switching-stack-size=8000",
];

async function main(flags: readonly string[]): Promise<number> {
  await Deno.remove(PARTS, { recursive: true }).catch(() => {});
  await Deno.mkdir(new URL("assets/", PARTS), { recursive: true });
  const parts = [...await makeParts(), ...await bundleProgram()];
  return await compile(parts, flags);
}

async function makeParts(): Promise<string[]> {
  const names = ["broker.js", "assets/"];
  for (const engineName of ENGINE_NAMES) {
    const engine = await loadEngine(engineName);
    for (const language of engine.languages) {
      names.push(await linkIntoFile(engine, language, PARTS));
    }
    if (engine.image !== undefined) await keepImage(engine);
  }
  await Deno.copyFile(
    new URL("sandbox/broker.js", ROOT),
    new URL("broker.js", PARTS),
  );
  return names;
}

async function keepImage(engine: Engine): Promise<void> {
  const image = await new ImageStore().get(engine, buildInProcess, {
    onProgress: (message) => console.error(message),
    onWarning: () => {},
  });
  const url = new URL(`assets/${engine.name}.image`, PARTS);
  await Deno.writeFile(url, new Uint8Array(image.slice(0)));
}

/** The command line, with what is embedded in the place of nothing. */
async function bundleProgram(): Promise<string[]> {
  const { imports } = JSON.parse(
    await Deno.readTextFile(new URL("deno.json", ROOT)),
  );
  const importMap = new URL("import_map.json", PARTS);
  const map = offlineMap(imports);
  await Deno.writeTextFile(
    importMap,
    JSON.stringify({
      imports: {
        ...map.imports,
        [new URL("sandbox/embedded.ts", ROOT).href]:
          new URL("tools/compile/embedded.ts", ROOT).href,
      },
    }),
  );
  await bundle(new URL("cli.ts", ROOT), {
    output: PARTS,
    importMap,
  });
  return [];
}

async function compile(
  parts: readonly string[],
  flags: readonly string[],
): Promise<number> {
  const output = flags.some((flag) => /^(?:-o|--output\b)/.test(flag))
    ? []
    : [`--output=${toPath(new URL("dist/sandglass", ROOT))}`];
  const { code } = await new Deno.Command(
    Deno.env.get("DENO_COMPILE") ?? Deno.execPath(),
    {
      args: [
        "compile",
        "--quiet",
        "--no-config",
        "--no-check",
        // It would be kept where other users of the machine can write.
        "--no-code-cache",
        "--unstable-worker-options",
        "--unstable-raw-imports",
        ...PERMISSIONS,
        `--v8-flags=${V8_FLAGS.join(",")}`,
        ...parts.map((name) => `--include=${toPath(new URL(name, PARTS))}`),
        ...output,
        ...flags,
        toPath(new URL("cli.js", PARTS)),
      ],
      cwd: ROOT,
    },
  ).spawn().status;
  return code;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
