/**
 * Wheels without files that stand for built-in packages, so that resolvers count these as there.
 *
 * @module
 */
import { concatenate } from "../../core/concatenate.ts";

/** The day before which zip files have no dates: 1 January 1980. */
const DATE = 0x21;
const VERSION = 20;

/**
 * Makes a wheel without files.
 *
 * @param name The normalized name of the package
 * @param version Its version
 * @returns The name of the file, and the file
 */
export function stubWheel(
  name: string,
  version: string,
): { readonly file: string; readonly bytes: Uint8Array<ArrayBuffer> } {
  const stem = `${name.replaceAll("-", "_")}-${version}`;
  const info = `${stem}.dist-info`;
  return {
    file: `${stem}-py3-none-any.whl`,
    bytes: storeFiles([
      [
        `${info}/METADATA`,
        `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`,
      ],
      [
        `${info}/WHEEL`,
        "Wheel-Version: 1.0\nGenerator: sandglass\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
      ],
      [`${info}/RECORD`, ""],
    ]),
  };
}

/** Makes a zip file without compression. */
function storeFiles(
  files: readonly (readonly [name: string, text: string])[],
): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const members: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const [nameText, text] of files) {
    const [name, content] = [encoder.encode(nameText), encoder.encode(text)];
    const common = [
      ...u16(VERSION, 0, 0, 0, DATE),
      ...u32(crc32(content), content.length, content.length),
      ...u16(name.length, 0),
    ];
    const local = Uint8Array.from([...u32(0x04034b50), ...common]);
    members.push(local, name, content);
    directory.push(
      Uint8Array.from([
        ...u32(0x02014b50),
        ...u16(VERSION),
        ...common,
        ...u16(0, 0, 0),
        ...u32(0, at),
      ]),
      name,
    );
    at += local.length + name.length + content.length;
  }
  const index = concatenate(directory);
  const end = Uint8Array.from([
    ...u32(0x06054b50),
    ...u16(0, 0, files.length, files.length),
    ...u32(index.length, at),
    ...u16(0),
  ]);
  return concatenate([...members, index, end]);
}

function u16(...values: readonly number[]): number[] {
  return values.flatMap((value) => [value & 255, value >>> 8]);
}

function u32(...values: readonly number[]): number[] {
  return values.flatMap((value) => u16(value & 0xffff, value >>> 16));
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      crc = (crc >>> 1) ^ ((crc & 1) === 0 ? 0 : 0xedb88320);
    }
  }
  return (crc ^ 0xffffffff) >>> 0;
}
