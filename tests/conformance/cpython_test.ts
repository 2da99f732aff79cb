import { testConformance } from "./suite.ts";
import { CASES } from "./cases.ts";
import { CPYTHON } from "../_cpython.ts";

testConformance(CASES, {
  language: "python",
  engine: "cpython",
  isolations: CPYTHON.isInstalled ? ["process", "thread"] : [],
  skips: {
    "local time is UTC, or that of TZ":
      "its C library knows no time zones; another TZ is refused with an error",
    "a table of time changes that a guest forges does it no good":
      "no table crosses, as its C library knows no time zones",
  },
});
