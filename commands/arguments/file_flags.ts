/**
 * The flags that copy files into a sandbox and out of it.
 *
 * @module
 */
import { toGuestPath } from "../../core/files.ts";
import { formatBytes } from "../../core/units.ts";
import type { CommandContext } from "../command.ts";
import { describeFileError, readAtMost } from "../host/byte_sources.ts";
import { quoteValue } from "../../core/quote_value.ts";
import { exampleOf, type FlagTable } from "./flags.ts";
import { openFile } from "./guest_program.ts";
import { UsageError } from "./usage_error.ts";

/** The flags. */
export const FILE_FLAGS = {
  file: {
    kind: "list",
    placeholder: "HOST[:GUEST]",
    example: "data.csv:in/data.csv",
    completion: "file",
    help: "Copy a file to /work of the guest; may be repeated",
  },
  out: {
    kind: "value",
    placeholder: "DIR",
    example: "results",
    completion: "directory",
    help: "Write the files that the run made or changed, and displays, to DIR",
  },
} as const satisfies FlagTable;

/** Options for reading files for a guest. */
export interface ReadFilesOptions {
  readonly context: Pick<CommandContext, "openFile">;
  /** The maximum size of all files together, in bytes. */
  readonly fileBytes: number;
}

/**
 * Reads the files of `--file`.
 *
 * @param named The values of the flag: `HOST` or `HOST:GUEST` each
 * @param options The file system and the maximum size
 * @returns Contents by guest path
 * @throws {UsageError} If a file cannot be read, two files have the same guest path, or the files are too large
 */
export async function readInputFiles(
  named: readonly string[],
  { context, fileBytes }: ReadFilesOptions,
): Promise<Record<string, Uint8Array>> {
  const places = named.map(readPlace);
  const files = new Map<string, Uint8Array>();
  let room = fileBytes;
  for (const { host, guest } of places) {
    if (files.has(guest)) {
      throw refusal(
        `two of them must not be ${quoteValue(guest)} in the guest`,
      );
    }
    const content = await readWhole(host, { context, maxBytes: room });
    if (content.length > room) {
      throw new UsageError(
        `Cannot copy ${host} as the guest's files may have at most ${
          formatBytes(fileBytes)
        } together (--max-file-bytes sets the limit)`,
      );
    }
    room -= content.length;
    files.set(guest, content);
  }
  // fromEntries() defines properties, so a file "__proto__" is an ordinary one.
  return Object.fromEntries(files);
}

interface Place {
  readonly host: string;
  readonly guest: string;
}

/** Splits `HOST[:GUEST]` at its last colon. The colon of a Windows drive does not count. */
function readPlace(text: string): Place {
  const isDrive = Deno.build.os === "windows" && /^[A-Za-z]:[^:]*$/.test(text);
  const colon = isDrive ? -1 : text.lastIndexOf(":");
  const host = colon < 0 ? text : text.slice(0, colon);
  if (host === "") {
    throw refusal(`it must name a file: given is ${quoteValue(text)}`);
  }
  const name = host.split(/[\\/]/).at(-1) ?? "";
  const guest = colon < 0 ? name : text.slice(colon + 1);
  try {
    return {
      host,
      guest: toGuestPath(guest.endsWith("/") ? guest + name : guest),
    };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw refusal(error.message.replace(/^Cannot use path as it/, "GUEST"));
  }
}

function refusal(why: string): UsageError {
  return new UsageError(
    `Cannot set --file as ${why}${exampleOf("file", FILE_FLAGS.file)}`,
  );
}

async function readWhole(
  path: string,
  { context, maxBytes }: {
    readonly context: Pick<CommandContext, "openFile">;
    readonly maxBytes: number;
  },
): Promise<Uint8Array> {
  const source = await openFile(path, context);
  try {
    return await readAtMost(source, maxBytes);
  } catch (error) {
    throw new UsageError(
      `Cannot read ${path} ${describeFileError(path, error)}`,
    );
  }
}
