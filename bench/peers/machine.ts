/**
 * Describes the machine in a report, as rows of a table.
 *
 * @module
 */
import { VERSION } from "../../core/version.ts";
import type { Programs } from "./install.ts";
import { PYPI_VERSIONS, VERSIONS } from "./versions.ts";

const MB = 1e6;
const GB = 1e9;

/** Names and values. */
export type Facts = readonly (readonly [name: string, value: string])[];

/**
 * Describes the machine, and the programs that are compared on it.
 *
 * @param programs The paths of Node and Python
 * @returns The description
 */
export async function describeMachine(
  { node, python }: Programs,
): Promise<Facts> {
  const load = Deno.loadavg().map((average) => average.toFixed(2)).join(", ");
  const { total } = Deno.systemMemoryInfo();
  return [
    ["date", new Date().toISOString().slice(0, 16).replace("T", " ") + " UTC"],
    [
      "machine",
      `${processor()}, ${navigator.hardwareConcurrency} processors, ${
        (total / GB).toFixed(0)
      } GB`,
    ],
    ["system", `${Deno.build.target}, ${Deno.osRelease()}`],
    ["load before", load],
    ["Sandglass", VERSION],
    ["Deno", `${Deno.version.deno} (${await sizeOf(Deno.execPath())})`],
    ["Node", await describe(node)],
    ["Python", await describe(python)],
    ...Object.entries({ ...VERSIONS, ...PYPI_VERSIONS }).map(([name, it]) =>
      [`\`${name}\``, it] as const
    ),
  ];
}

/** A program's version, and its size if it is a single file. */
async function describe(program: string | undefined): Promise<string> {
  if (program === undefined) return "none";
  const command = new Deno.Command(program, { args: ["--version"] });
  const { stdout } = await command.output();
  const version = new TextDecoder().decode(stdout).trim().replace(
    "Python ",
    "",
  );
  const isNode = version.startsWith("v");
  return isNode ? `${version.slice(1)} (${await sizeOf(program)})` : version;
}

async function sizeOf(program: string): Promise<string> {
  return `${((await Deno.stat(program)).size / MB).toFixed(0)} MB`;
}

function processor(): string {
  try {
    const text = Deno.readTextFileSync("/proc/cpuinfo");
    return /^model name\s*:\s*(.+)$/m.exec(text)?.[1] ?? Deno.build.arch;
  } catch {
    return Deno.build.arch;
  }
}
