/**
 * The flags that put files into a sandbox and take them out.
 *
 * @module
 */
import { toGuestPath } from "../../core/files.ts";
import { formatBytes } from "../../core/units.ts";
import type { CommandContext } from "../command.ts";
import { describeFileError, readAtMost } from "../host/byte_sources.ts";
import { exampleOf, type FlagTable, shown } from "./flags.ts";
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

/** What reading files for a guest takes. */
export interface ReadFilesOptions {
  readonly context: Pick<CommandContext, "openFile">;
  /** Bytes that all of them may have together. */
  readonly fileBytes: number;
}

/**
 * Reads the files that `--file` names.
 *
 * @param named What was given: `HOST` or `HOST:GUEST` each
 * @param options Files, and how large they may be
 * @returns Contents by path in the guest
 * @throws {UsageError} If one cannot be read, has no place of its own, or they are too large
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
      throw refusal(`two of them must not be ${shown(guest)} in the guest`);
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
  // fromEntries defines what it sets, so that a file "__proto__" is one like any other.
  return Object.fromEntries(files);
}

interface Place {
  readonly host: string;
  readonly guest: string;
}

/** Takes `HOST[:GUEST]` apart at its last colon, but for the one of a Windows drive. */
function readPlace(text: string): Place {
  const isDrive = Deno.build.os === "windows" && /^[A-Za-z]:[^:]*$/.test(text);
  const colon = isDrive ? -1 : text.lastIndexOf(":");
  const host = colon < 0 ? text : text.slice(0, colon);
  if (host === "") {
    throw refusal(`it must name a file: given is ${shown(text)}`);
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
