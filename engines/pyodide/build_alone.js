// Builds the snapshot of Python in a process of its own, which imports the one file that it needs.

import { start } from "./builder.js";

// Not by a static import, which JSR would refuse.
const { default: bytes } = await import(
  import.meta.resolve("npm:pyodide@314.0.7/python_stdlib.zip"),
  { with: { type: "bytes" } }
);
start({ bytes });
