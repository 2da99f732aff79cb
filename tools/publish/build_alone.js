// Builds a snapshot from the file that it receives. It replaces the module of the same name, which imports
// that file.

import { start } from "./builder.js";

start({});
