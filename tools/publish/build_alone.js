// Builds the snapshot of Python, whose one file it is handed. Stands in the place of the module of the same name, which
// imports that file.

import { start } from "./builder.js";

start({});
