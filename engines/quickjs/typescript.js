// The worker of guests in TypeScript, whose parser only they need.

// First, because what is imported next takes away the runtime that the parser needs when it is loaded.
import { stripTypes } from "../javascript/strip_types.js";
import { start } from "./worker.js";

start(stripTypes);
