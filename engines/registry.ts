/**
 * The list of all engines.
 *
 * @module
 */
import type { EngineName } from "../core/options.ts";
import type { Engine } from "./engine.ts";

const LOADERS: Readonly<Record<EngineName, () => Promise<Engine>>> = {
  quickjs: () => import("./quickjs/engine.ts").then((module) => module.quickjs),
  cpython: () => import("./cpython/engine.ts").then((module) => module.cpython),
  pyodide: () => import("./pyodide/engine.ts").then((module) => module.pyodide),
};

/**
 * Loads an engine's host side.
 *
 * @param name The engine's name
 * @returns The engine
 */
export function loadEngine(name: EngineName): Promise<Engine> {
  return LOADERS[name]();
}
