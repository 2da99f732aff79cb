import { CASES } from "./cases.ts";
import { testConformance } from "./suite.ts";

testConformance(CASES, {
  language: "python",
  engine: "cpython",
  isolations: ["process", "thread"],
});
