/**
 * How `uv` and `pip` are used for packages.
 *
 * @module
 */
import { type Tool, TOOLS } from "../user_tools.ts";

/** Which tools are used, and how long they may take. */
export interface ToolSettings {
  /** The tools, in the order in which they are tried. */
  readonly tools: readonly Tool[];
  /** Variables of their environment, beside those of this process. */
  readonly environment: Readonly<Record<string, string>>;
  /** How long it may take to find versions, in milliseconds. */
  readonly resolveWithinMs: number;
  /** How long it may take to fetch wheels, in milliseconds. */
  readonly fetchWithinMs: number;
}

/** The usual settings. */
export const TOOL_SETTINGS: ToolSettings = {
  tools: TOOLS,
  environment: {},
  resolveWithinMs: 180_000,
  fetchWithinMs: 600_000,
};

/** What a step with tools needs. */
export interface ToolStep {
  readonly settings: ToolSettings;
  /** An empty folder, which is removed afterwards. */
  readonly folder: string;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
  /** Receives a message for each step. */
  readonly onProgress: (message: string) => void;
}

/** The variables for all tools here: uv fetches no Python, as it needs none for wheels. */
export const ENVIRONMENT: Readonly<Record<string, string>> = {
  UV_PYTHON_DOWNLOADS: "never",
  PIP_USER: "0",
  PIP_PROGRESS_BAR: "off",
};
