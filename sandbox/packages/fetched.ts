/**
 * What fetching with a tool needs, and what comes of it.
 *
 * @module
 */
import type { LockedPackage } from "../../core/packages.ts";
import type { PackedFile } from "../../core/packed_files.ts";
import { writeNew } from "../locked_directory.ts";
import type { Tool, ToolOutcome } from "../user_tools.ts";
import type { Target } from "./target.ts";
import { explainTool, type ToolFailure } from "./tool_failures.ts";
import type { ToolStep } from "./tool_settings.ts";
import { lateFailure } from "./wheel_failure.ts";

/** A wheel that was fetched and checked. */
export interface FetchedPackage {
  readonly package: LockedPackage;
  /** Its files as guests get them. */
  readonly files: readonly PackedFile[];
}

/** What fetching needs. */
export type FetchStep = ToolStep & { readonly target: Target };

/** What fetching with a tool needs. */
export type ToolFetch = FetchStep & {
  /** Writes the line of a package in the file of requirements. */
  readonly toLine: (one: LockedPackage) => string;
};

/** What a tool fetched, a failure, or that there is no such tool. */
export type Fetched = readonly FetchedPackage[] | ToolFailure | "absent";

/**
 * Writes the file of requirements.
 *
 * @param folder The folder
 * @param lines Its lines
 * @returns Its path
 */
export async function writeLines(
  folder: string,
  lines: readonly string[],
): Promise<string> {
  const path = `${folder}/requirements.txt`;
  await writeNew(path, new TextEncoder().encode(`${lines.join("\n")}\n`));
  return path;
}

/**
 * What failed, if a tool did.
 *
 * @param tool The tool
 * @param outcome What became of it
 * @param step What it was given
 * @returns The failure; `undefined` if it succeeded
 */
export function failureIn(
  tool: Tool,
  outcome: ToolOutcome,
  { settings, target }: FetchStep,
): ToolFailure | "absent" | undefined {
  switch (outcome.state) {
    case "done":
      return undefined;
    case "absent":
      return "absent";
    case "late":
      return lateFailure(tool, settings.fetchWithinMs);
    case "failed":
      return explainTool(tool.kind, outcome.output, target);
  }
}
