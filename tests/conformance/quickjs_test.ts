import { CASES } from "./cases.ts";
import { testConformance } from "./suite.ts";

for (const language of ["javascript", "typescript"] as const) {
  testConformance(CASES, { language, isolations: ["process", "thread"] });
}
