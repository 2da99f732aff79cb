/** The version of this project; a test says that `deno.json` agrees. */
export const VERSION = "0.1.0";
