/**
 * Writes the files of a run to the directory of `--out`, and reports them.
 *
 * @module
 */
import { messageOf } from "../../core/errors.ts";
import type { RunFile } from "../../core/files.ts";
import { quoteValue } from "../../core/quote_value.ts";
import { formatBytes } from "../../core/units.ts";
import type { CommandContext, OutDirectory } from "../command.ts";

/** The maximum number of files that are named. The others are counted. */
const MAX_NAMED = 20;

/** The directory of `--out`. */
export interface OutTarget {
  /** The path as the user typed it. */
  readonly path: string;
  readonly directory: OutDirectory;
}

/** Options for writing files. */
export interface WriteOptions {
  readonly out: OutTarget;
  readonly context: Pick<CommandContext, "stderr">;
  readonly isQuiet: boolean;
}

/**
 * Writes files.
 *
 * @param files The files that a run created or changed, with content
 * @param options The directory, and standard error
 * @returns Whether all files were written
 */
export async function writeRunFiles(
  files: readonly RunFile[],
  { out, context, isQuiet }: WriteOptions,
): Promise<boolean> {
  const written: RunFile[] = [];
  for (const file of files) {
    const why = await write(file, out.directory);
    if (why === undefined) written.push(file);
    else {
      context.stderr.write(
        `sandglass: Cannot write ${
          quoteValue(file.path)
        } to ${out.path} as ${why}\n`,
      );
    }
  }
  if (!isQuiet) context.stderr.write(describe(written, out.path));
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
    // A file of an overlay mount has an absolute path.
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
