/**
 * The names of the tools.
 *
 * @module
 */

/** The names of the tools of every server, which no host function can have. */
export const TOOL_NAMES: readonly string[] = [
  "run_python",
  "run_javascript",
  "write_file",
  "read_file",
  "list_files",
  "reset_session",
  "run_python_code",
];

/** The names of the tools that a server has with some flags. No host function can have them. */
export const OPTIONAL_TOOL_NAMES: readonly string[] = ["add_packages"];
