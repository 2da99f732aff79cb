/**
 * Writes what a run made to the directory of `--out`, and says so.
 *
 * @module
 */
import { messageOf } from "../../core/errors.ts";
import type { RunFile } from "../../core/files.ts";
import { formatBytes } from "../../core/units.ts";
import type { CommandContext, OutDirectory } from "../command.ts";
import { shown } from "../arguments/flags.ts";

/** How many files are named; the others are counted. */
const MAX_NAMED = 20;

/** Where files go, and who hears of it. */
export interface WriteOptions {
  readonly out: OutDirectory;
  /** The directory as it was typed. */
  readonly directory: string;
  readonly context: Pick<CommandContext, "stderr">;
  readonly isQuiet: boolean;
}

/**
 * Writes files.
 *
 * @param files What a run made or changed, with content
 * @param options Where to
 * @returns Whether all of them were written
 */
export async function writeRunFiles(
  files: readonly RunFile[],
  { out, directory, context, isQuiet }: WriteOptions,
): Promise<boolean> {
  const written: RunFile[] = [];
  for (const file of files) {
    const why = await write(file, out);
    if (why === undefined) written.push(file);
    else {
      context.stderr.write(
        `sandglass: Cannot write ${
          shown(file.path)
        } to ${directory} as ${why}\n`,
      );
    }
  }
  if (!isQuiet) context.stderr.write(describe(written, directory));
  return written.length === files.length;
}

async function write(
  { path, content }: RunFile,
  out: OutDirectory,
): Promise<string | undefined> {
  if (content === undefined) {
    return "the files of the run are too large (--max-file-bytes sets the limit)";
  }
  try {
    // What is in an overlay has an absolute path.
    await out.write(path.replace(/^\//, ""), content);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function describe(written: readonly RunFile[], directory: string): string {
  const lines = written.slice(0, MAX_NAMED).map(({ path, bytes }) =>
    `sandglass: wrote ${directory}/${path} (${formatBytes(bytes)})\n`
  );
  const more = written.length - lines.length;
  return lines.join("") +
    (more > 0 ? `sandglass: wrote ${more} more to ${directory}\n` : "");
}
