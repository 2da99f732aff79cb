/**
 * A plugin for `deno lint` that reports marker words: no comment, message or
 * test name may contain an entry of the table in `marker_words.ts`.
 *
 * @module
 */
import { findMarkers } from "./marker_words.ts";

/** The table itself, and the tests of the lint. */
const EXEMPT = /\/(?:tools\/lint\/marker_words\.ts|tests\/tools\/lint\/.*)$/;

const plugin: Deno.lint.Plugin = {
  name: "prose",
  rules: { "plain-words": { create: createRule } },
};
export default plugin;

type Context = Deno.lint.RuleContext;

function createRule(context: Context): Deno.lint.LintVisitor {
  if (EXEMPT.test(`/${context.filename.replaceAll("\\", "/")}`)) return {};
  const look = (text: string, start: number): void => {
    for (const { index, word, instead } of findMarkers(text)) {
      const at = start + index;
      context.report({
        range: [at, at + word.length],
        message: `Cannot write "${word}" as prose must be plain: ${instead}`,
      });
    }
  };
  return {
    Program(): void {
      // After `//` and `/*`.
      for (const { value, range } of context.sourceCode.getAllComments()) {
        look(value, range[0] + 2);
      }
    },
    Literal({ value, range }): void {
      if (typeof value === "string" && isProse(value)) {
        look(value, range[0] + 1);
      }
    },
    TemplateElement({ raw, range }): void {
      if (isProse(raw)) look(raw, range[0]);
    },
  };
}

/** A text of one word is a name or a value. */
function isProse(text: string): boolean {
  return text.includes(" ");
}
