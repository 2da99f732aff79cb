/**
 * The broker's script with the modules that it imports, to be linked into one.
 *
 * @module
 */
import type { WorkerModule } from "../../engines/worker/link.ts";
import { SHARED_VALUES } from "../../engines/worker/shared_modules.ts";
import supervision from "../supervision.js" with { type: "text" };
import broker from "./broker.js" with { type: "text" };
import outbox from "./broker_outbox.js" with { type: "text" };

const SUPERVISION: WorkerModule = { source: supervision };

/** The broker. */
export const BROKER: WorkerModule = {
  source: broker,
  imports: {
    "../../engines/worker/shared_values.js": SHARED_VALUES,
    "../supervision.js": SUPERVISION,
    "./broker_outbox.js": {
      source: outbox,
      imports: { "../supervision.js": SUPERVISION },
    },
  },
};
