import type { PackageOptions } from "../../../core/packages.ts";
import { parseRequirement } from "../../../core/requirements.ts";
import { unpackFiles } from "../../../core/packed_files.ts";
import type { PackageSet } from "../../../core/packages.ts";
import { readPackageSet } from "../../../sandbox/packages/mod.ts";
import { prepare, resolveLock } from "../../../sandbox/packages/prepare.ts";
import {
  TOOL_SETTINGS,
  type ToolSettings,
} from "../../../sandbox/packages/tool_settings.ts";
import { runTool, type ToolKind, TOOLS } from "../../../sandbox/user_tools.ts";

/** The tools that this machine has. */
const FOUND: ReadonlySet<ToolKind> = new Set(
  (await Promise.all(TOOLS.map(async (tool) => {
    const { state } = await runTool(tool, { args: ["--version"] });
    return state === "done" ? [tool.kind] : [];
  }))).flat(),
);

/** The tools, each with whether its tests are left out as it is not there. */
export const EACH_TOOL: readonly {
  readonly kind: ToolKind;
  readonly ignore: boolean;
}[] = (["uv", "pip"] as const).map((kind) => ({
  kind,
  ignore: !FOUND.has(kind),
}));

/** A temporary folder with a cache of packages, and the tools' caches. */
export class PackagePlace implements Disposable {
  readonly base: string = Deno.makeTempDirSync({ prefix: "packages_" });
  readonly directory: string = `${this.base}/cache/packages`;
  readonly progress: string[] = [];
  readonly warnings: string[] = [];

  /** Settings for one tool, or both, and an index. */
  settings(
    kind: ToolKind | "both",
    url: string,
    more: Partial<ToolSettings> = {},
  ): ToolSettings {
    const kinds: readonly string[] = kind === "both" ? ["uv", "pip"] : [kind];
    return {
      ...TOOL_SETTINGS,
      tools: TOOLS.filter((tool) => kinds.includes(tool.kind)),
      ...more,
      environment: {
        PIP_CONFIG_FILE: Deno.build.os === "windows" ? "nul" : "/dev/null",
        PIP_INDEX_URL: url,
        PIP_EXTRA_INDEX_URL: "",
        PIP_FIND_LINKS: "",
        PIP_CACHE_DIR: `${this.base}/pip`,
        PIP_RETRIES: "0",
        UV_NO_CONFIG: "1",
        UV_DEFAULT_INDEX: url,
        UV_CACHE_DIR: `${this.base}/uv`,
        UV_HTTP_RETRIES: "0",
        ...more.environment,
      },
    };
  }

  /** Options for requirements. */
  options(
    requirements: readonly string[],
    more: Partial<PackageOptions> = {},
  ): PackageOptions {
    return {
      engine: "pyodide",
      requirements: requirements.map(parseRequirement),
      directory: this.directory,
      onProgress: (message) => this.progress.push(message),
      onWarning: (message) => this.warnings.push(message),
      ...more,
    };
  }

  prepare(
    settings: ToolSettings,
    requirements: readonly string[],
    more?: Partial<PackageOptions>,
  ): Promise<PackageSet | undefined> {
    return prepare(this.options(requirements, more), settings);
  }

  lock(
    settings: ToolSettings,
    requirements: readonly string[],
    more?: Partial<PackageOptions>,
  ): ReturnType<typeof resolveLock> {
    return resolveLock(this.options(requirements, more), settings);
  }

  /** All that is in the cache but for its lock, with `/` after folders. */
  names(folder = ""): readonly string[] {
    try {
      return [...Deno.readDirSync(`${this.directory}/${folder}`)]
        .filter(({ name }) => name !== ".lock")
        .flatMap(({ name, isDirectory }) =>
          isDirectory
            ? [`${folder}${name}/`, ...this.names(`${folder}${name}/`)]
            : [`${folder}${name}`]
        ).sort();
    } catch {
      return [];
    }
  }

  /** Writes a program that stands for a tool. */
  program(name: string, script: string): void {
    const folder = `${this.base}/bin`;
    Deno.mkdirSync(folder, { recursive: true });
    Deno.writeTextFileSync(`${folder}/${name}`, `#!/bin/sh\n${script}\n`);
    Deno.chmodSync(`${folder}/${name}`, 0o700);
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.base, { recursive: true });
  }
}

/** The texts of a set by path. */
export async function textsOf(
  set: PackageSet | undefined,
): Promise<Readonly<Record<string, string>>> {
  if (set === undefined) return {};
  const files = unpackFiles(await readPackageSet(set));
  return Object.fromEntries(
    files.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]),
  );
}
