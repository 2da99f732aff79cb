/**
 * Failures that both tools have.
 *
 * @module
 */
import type { Tool } from "../user_tools.ts";
import type { Target } from "./target.ts";
import type { ToolFailure } from "./tool_failures.ts";

/**
 * A package without a usable wheel.
 *
 * @param failure What the tool reported
 * @param target The Python for which it was
 * @param isCompiled Whether it has wheels for other systems
 * @returns What failed
 */
export function wheelFailure(
  { name = "" }: ToolFailure,
  target: Target,
  isCompiled: boolean,
): ToolFailure {
  const { engine, minor } = target;
  return {
    kind: "wheel",
    name,
    reason: isCompiled
      ? `${name} has compiled code for other systems only, and ${engine} takes wheels for ${
        describeWheels(target)
      } and Python 3.${minor}`
      : `${name} is published as source only, and a wheel is expected: build one and put it into an index or a folder of wheels (--find-links)`,
  };
}

/**
 * The wheels that a Python takes.
 *
 * @param target The Python
 * @returns For what systems they are
 */
export function describeWheels(
  { wheelPlatform }: Pick<Target, "wheelPlatform">,
): string {
  return wheelPlatform === undefined
    ? "every system (py3-none-any)"
    : `every system (py3-none-any) or ${wheelPlatform}`;
}

/**
 * A tool that took too long.
 *
 * @param tool The tool
 * @param withinMs The time that it had, in milliseconds
 * @returns What failed
 */
export function lateFailure({ kind }: Tool, withinMs: number): ToolFailure {
  return {
    kind: "late",
    reason: `${kind} did not end within ${
      withinMs / 1_000
    } s: check that the package index answers, and try again`,
  };
}
