import { sha256 } from "../../../sandbox/sha256.ts";
import { makeZip, type ZipMember } from "../_make_zip.ts";

/** A wheel. */
export interface MadeWheel {
  readonly name: string;
  readonly version: string;
  /** The name of the file. */
  readonly file: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
}

/** What a wheel has in place of the usual. */
export interface WheelOptions {
  readonly name?: string;
  readonly version?: string;
  readonly tags?: string;
  /** Lines of `METADATA`, such as `Requires-Dist: rich`. */
  readonly metadata?: readonly string[];
  /** The whole of `METADATA`. */
  readonly description?: string;
  /** The files by path; the default is a module of the package's name. */
  readonly files?: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>;
  /** Members of the zip file that are not in the list. */
  readonly unlisted?: readonly ZipMember[];
  /** Changes the lines of the list. */
  readonly record?: (lines: string[]) => readonly string[];
  /** The name of the folder of the description. */
  readonly info?: string;
}

/**
 * Makes a wheel.
 *
 * @param options What it has in place of the usual
 * @returns The wheel
 */
export async function makeWheel(
  options: WheelOptions = {},
): Promise<MadeWheel> {
  const { name = "demo", version = "1.0", tags = "py3-none-any" } = options;
  const stem = name.replaceAll("-", "_");
  const { info = `${stem}-${version}.dist-info`, record = (lines) => lines } =
    options;
  const files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>> = {
    ...options.files ?? { [`${stem}/__init__.py`]: `"""${name}"""\n` },
    [`${info}/METADATA`]: options.description ?? [
      "Metadata-Version: 2.1",
      `Name: ${name}`,
      `Version: ${version}`,
      ...options.metadata ?? [],
      "",
    ].join("\n"),
    [`${info}/WHEEL`]:
      `Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: ${tags}\n`,
  };
  const lines: string[] = [];
  for (const [path, file] of Object.entries(files)) {
    const content = typeof file === "string"
      ? new TextEncoder().encode(file)
      : file;
    const digest = Uint8Array.fromHex(await sha256(content))
      .toBase64({ alphabet: "base64url", omitPadding: true });
    lines.push(`${path},sha256=${digest},${content.length}`);
  }
  lines.push(`${info}/RECORD,,`);
  const bytes = await makeZip([
    ...Object.entries(files).map(([path, content]) => ({
      name: path,
      content,
    })),
    ...options.unlisted ?? [],
    { name: `${info}/RECORD`, content: `${record(lines).join("\n")}\n` },
  ]);
  return {
    name,
    version,
    file: `${stem}-${version}-${tags}.whl`,
    bytes,
    sha256: await sha256(bytes),
  };
}
