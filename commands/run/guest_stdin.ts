/**
 * The standard input of a guest.
 *
 * @module
 */
import type { RunOptions } from "../../core/options.ts";
import { openFile } from "../arguments/guest_program.ts";
import { UsageError } from "../arguments/usage_error.ts";
import type { ByteSource, CommandContext } from "../command.ts";
import { describeFileError, LineSplitter } from "../host/byte_sources.ts";

/** Options for opening standard input. */
export interface GuestStdinOptions {
  readonly context: Pick<CommandContext, "openFile" | "stdin">;
  /** Whether the code of the guest comes from standard input. */
  readonly isCodeOnStdin: boolean;
}

/**
 * Opens the standard input of a guest.
 *
 * @param file The value of `--stdin`, if it was given
 * @param options Files and standard input
 * @returns A source of lines; `undefined` if the code itself comes from standard input
 * @throws {UsageError} If the file cannot be read
 */
export async function openGuestStdin(
  file: string | undefined,
  { context, isCodeOnStdin }: GuestStdinOptions,
): Promise<RunOptions["stdin"]> {
  if (file !== undefined) {
    return linesOf(file, await openChecked(file, context));
  }
  return isCodeOnStdin ? undefined : linesOf("standard input", context.stdin);
}

/** Opens a file and reads its beginning, so that a directory is refused before the sandbox starts. */
async function openChecked(
  file: string,
  context: GuestStdinOptions["context"],
): Promise<ByteSource> {
  const source = await openFile(file, context);
  let first: Uint8Array | null;
  try {
    first = await source.read();
  } catch (error) {
    source.close();
    throw unreadable(file, error);
  }
  return {
    async read(): Promise<Uint8Array | null> {
      const chunk = first ?? await source.read();
      first = null;
      return chunk;
    },
    close: () => source.close(),
  };
}

function linesOf(
  name: string,
  source: ByteSource,
): () => Promise<Uint8Array | null> {
  const splitter = new LineSplitter(source);
  return () =>
    splitter.lines().catch((error) => {
      throw unreadable(name, error);
    });
}

function unreadable(name: string, error: unknown): UsageError {
  return new UsageError(
    `Cannot read ${name} ${describeFileError(name, error)}`,
  );
}
