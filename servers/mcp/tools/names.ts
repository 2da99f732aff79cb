/**
 * What the tools are called that every server has.
 *
 * @module
 */

/** Their names, which no host function can have. */
export const TOOL_NAMES: readonly string[] = [
  "run_python",
  "run_javascript",
  "write_file",
  "read_file",
  "list_files",
  "reset_session",
  "run_python_code",
];
