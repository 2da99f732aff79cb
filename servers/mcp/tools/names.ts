/**
 * The names of the tools of every server.
 *
 * @module
 */

/** The names, which no host function can have. */
export const TOOL_NAMES: readonly string[] = [
  "run_python",
  "run_javascript",
  "write_file",
  "read_file",
  "list_files",
  "reset_session",
  "run_python_code",
  "add_packages",
];
