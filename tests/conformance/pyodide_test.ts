import { CASES } from "./cases.ts";
import { testConformance } from "./suite.ts";

testConformance(CASES, {
  language: "python",
  isolations: ["process", "thread"],
});
