/**
 * Measures programs that import pandas, in the peers that have it.
 *
 * @module
 */
import type { RowName } from "../peer.ts";
import type { Row } from "../row.ts";
import { coldRow } from "./cold.ts";
import { freshRow } from "./fresh.ts";
import { memoryRow } from "./memory.ts";
import { throughputRow } from "./throughput.ts";
import { PANDAS } from "./trial.ts";

/** Cold commands. */
export const pandasColdRow: Row = withPandas("pandas-cold", coldRow);

/** Fresh environments, one after the other. */
export const pandasFreshRow: Row = withPandas("pandas-fresh", freshRow);

/** Fresh environments for many clients. */
export const pandasThroughputRow: Row = withPandas(
  "pandas-throughput",
  throughputRow,
);

/** Idle environments. */
export const pandasMemoryRow: Row = withPandas("pandas-memory", memoryRow);

/** The same row for another program. */
function withPandas(name: RowName, row: Row): Row {
  const { setup, expression } = PANDAS.code;
  return {
    ...row,
    name,
    title: `${row.title}, with pandas`,
    method: `As in "${row.title}", with \`${setup}\` and \`${expression}\` \
in place of \`1+1\`, in the peers that have pandas.`,
    takes: ({ hasPandas = false }) => hasPandas,
    measure: (peer, site) => row.measure(peer, { ...site, trial: PANDAS }),
  };
}
