import { CASES } from "./cases.ts";
import { testConformance } from "./suite.ts";

testConformance(CASES, {
  language: "javascript",
  isolations: ["process", "thread"],
});
// Beside the stripping of its types, it is the same engine in the same worker.
testConformance(CASES, { language: "typescript", isolations: ["process"] });
