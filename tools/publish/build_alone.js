// Builds the snapshot of Python from the file that it receives. It replaces the module of the same name, which imports
// that file.

import { start } from "./builder.js";

start({});
