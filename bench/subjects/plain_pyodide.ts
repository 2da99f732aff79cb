// The program that users write without this project.
import { loadPyodide } from "npm:pyodide@314.0.7";

const pyodide = await loadPyodide();
console.log(String(pyodide.runPython("1+1")));
