import { CASES } from "./cases.ts";
import { testConformance } from "./suite.ts";

testConformance(CASES, {
  language: "javascript",
  isolations: ["process", "thread"],
});
// TypeScript is the same engine in the same worker, after its types are stripped.
testConformance(CASES, { language: "typescript", isolations: ["process"] });
