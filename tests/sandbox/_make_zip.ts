import { crc32 } from "node:zlib";
import { concatenate } from "../../core/concatenate.ts";

/** A member of a zip file. */
export interface ZipMember {
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer> | string;
  /** Whether it is compressed; the default is yes. */
  readonly isPacked?: boolean;
  /** The size that is claimed; the default is the true one. */
  readonly claimedBytes?: number;
  /** The flags and the method, in place of the true ones. */
  readonly flags?: number;
  readonly method?: number;
  /** The mode of the file on Unix. */
  readonly mode?: number;
}

/**
 * Makes a zip file.
 *
 * @param members Its members
 * @returns The file
 */
export async function makeZip(
  members: readonly ZipMember[],
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  const add = (...added: Uint8Array[]): void => {
    parts.push(...added);
    at += added.reduce((sum, { length }) => sum + length, 0);
  };
  for (const member of members) {
    const name = new TextEncoder().encode(member.name);
    const content = typeof member.content === "string"
      ? new TextEncoder().encode(member.content)
      : member.content;
    const isPacked = member.isPacked ?? true;
    const packed = isPacked ? await deflate(content) : content;
    const common = [
      ...u16(20, member.flags ?? 0, member.method ?? (isPacked ? 8 : 0), 0, 0),
      ...u32(
        crc32(content),
        packed.length,
        member.claimedBytes ?? content.length,
      ),
      ...u16(name.length, 0),
    ];
    directory.push(
      Uint8Array.from([
        ...u32(0x02014b50),
        // The upper byte is the system: 3 is Unix.
        ...u16(member.mode === undefined ? 20 : 20 + (3 << 8)),
        ...common,
        ...u16(0, 0, 0),
        ...u32(((member.mode ?? 0) << 16) >>> 0, at),
      ]),
      name,
    );
    add(Uint8Array.from([...u32(0x04034b50), ...common]), name, packed);
  }
  const index = concatenate(directory);
  const count = members.length;
  const end = [
    ...u32(0x06054b50),
    ...u16(0, 0, count, count),
    ...u32(index.length, at),
    ...u16(0),
  ];
  return concatenate([...parts, index, Uint8Array.from(end)]);
}

async function deflate(
  content: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const stream = new Blob([content]).stream()
    .pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function u16(...values: number[]): number[] {
  return values.flatMap((value) => [value & 255, value >> 8]);
}

function u32(...values: number[]): number[] {
  return values.flatMap((value) => u16(value & 0xffff, value >>> 16));
}
