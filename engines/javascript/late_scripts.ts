/**
 * The scripts of the guest's side that few guests need.
 *
 * @module
 */
import late from "./scripts/late.json" with { type: "text" };

/** The scripts by name. */
export const lateScripts: Readonly<Record<string, string>> = JSON.parse(late);
