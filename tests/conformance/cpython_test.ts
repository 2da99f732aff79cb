import { testConformance } from "./suite.ts";
import { CASES } from "./cases.ts";
import { CPYTHON } from "../_cpython.ts";
import { SKIPS } from "./cpython_skips.ts";

testConformance(CASES, {
  language: "python",
  engine: "cpython",
  isolations: CPYTHON.isInstalled ? ["process", "thread"] : [],
  ...SKIPS,
});
