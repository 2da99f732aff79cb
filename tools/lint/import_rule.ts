/**
 * Rules about what files import.
 *
 * @module
 */

import { pathOf } from "./source_files.ts";

/** An import of a file. */
export interface Import {
  readonly file: string;
  readonly specifier: string;
  /** Whether it is `import("…")`. */
  readonly isLate: boolean;
}

/** Returns what is wrong with an import, if anything. */
type ImportCheck = (found: Import) => string | undefined;

/** A rule about every specifier that a file imports, in any form. */
export function importRule(check: ImportCheck): Deno.lint.Rule {
  return { create: (context) => onImports(context, check) };
}

export function onImports(
  context: Deno.lint.RuleContext,
  check: ImportCheck,
): Deno.lint.LintVisitor {
  const file = pathOf(context);
  const visit = (
    { type, source }: {
      readonly type: string;
      readonly source?: Deno.lint.Node | null;
    },
  ): void => {
    if (source?.type !== "Literal" || typeof source.value !== "string") return;
    const isLate = type === "ImportExpression";
    const message = check({ file, specifier: source.value, isLate });
    if (message !== undefined) context.report({ node: source, message });
  };
  return {
    ImportDeclaration: visit,
    ImportExpression: visit,
    ExportAllDeclaration: visit,
    ExportNamedDeclaration: visit,
  };
}
