/**
 * The list of rows, in the order of the report: a new one needs a file and a line.
 *
 * @module
 */
import type { RowName } from "../peer.ts";
import type { Row } from "../row.ts";
import { coldRow } from "./cold.ts";
import { freshRow } from "./fresh.ts";
import { furtherRow } from "./further.ts";
import { memoryRow } from "./memory.ts";
import {
  pandasColdRow,
  pandasFreshRow,
  pandasMemoryRow,
  pandasThroughputRow,
} from "./pandas.ts";
import { createProgramsRow } from "./programs.ts";
import { recoveryRow } from "./recovery.ts";
import { sizeRow } from "./size.ts";
import { stopRow } from "./stop.ts";
import { throughputRow } from "./throughput.ts";

/** Creates all rows for one report. */
export function createRows(): Readonly<Record<RowName, Row>> {
  return {
    cold: coldRow,
    fresh: freshRow,
    throughput: throughputRow,
    further: furtherRow,
    stop: stopRow,
    recovery: recoveryRow,
    memory: memoryRow,
    "pandas-cold": pandasColdRow,
    "pandas-fresh": pandasFreshRow,
    "pandas-throughput": pandasThroughputRow,
    "pandas-memory": pandasMemoryRow,
    programs: createProgramsRow(),
    size: sizeRow,
  };
}
