/**
 * The broker's script with the modules that it imports, to be linked into one.
 *
 * @module
 */
import { SHARED_VALUES, type WorkerModule } from "../../engines/worker/link.ts";
import supervision from "../supervision.js" with { type: "text" };
import broker from "./broker.js" with { type: "text" };

/** The broker. */
export const BROKER: WorkerModule = {
  source: broker,
  imports: {
    "../../engines/worker/shared_values.js": SHARED_VALUES,
    "../supervision.js": { source: supervision },
  },
};
