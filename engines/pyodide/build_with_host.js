// Builds the snapshot of Python in a thread, where the worker names the file that the host must read.

import { start } from "./builder.js";

start({ url: import.meta.resolve("npm:pyodide@314.0.7/python_stdlib.zip") });
