/**
 * Finds out which code is to run, and in which language it is.
 *
 * @module
 */
import { closest } from "../../core/closest.ts";
import { LIMIT_RULES } from "../../core/limits.ts";
import {
  ENGINE_OF,
  type EngineName,
  type Language,
  LANGUAGES,
} from "../../core/options.ts";
import { formatBytes } from "../../core/units.ts";
import { describeFileError, readAtMost } from "../host/byte_sources.ts";
import type { ByteSource, CommandContext } from "../command.ts";
import { shown } from "./flags.ts";
import { EXTENSIONS, languageNamed, languageOfFile } from "./language_names.ts";
import { UsageError } from "./usage_error.ts";

/** Code of a guest, ready to run. */
export interface GuestProgram {
  /** The code. */
  readonly code: string;
  /** What it is written in. */
  readonly language: Language;
  /** What tracebacks call it; absent for code that has no file. */
  readonly filename?: string;
}

/** Where code may come from; exactly one of `file` and `code` is there. */
export interface ProgramRequest {
  /** A path, or `-` for standard input. */
  readonly file: string | undefined;
  /** The code itself. */
  readonly code: string | undefined;
  /** The language that was asked for. */
  readonly language: Language | undefined;
  /** The engine that was asked for. */
  readonly engine: EngineName | undefined;
}

const LANGUAGE_OF_INTERPRETER: readonly (readonly [RegExp, Language])[] = [
  [/\bpython[\d.]*\b/, "python"],
  [/\b(?:deno|tsx|ts-node)\b/, "typescript"],
  [/\b(?:node|bun|qjs)\b/, "javascript"],
];

/**
 * Reads a language's name, also a short one.
 *
 * @param name What was typed
 * @param what What it was typed for, for the message
 * @returns The language
 * @throws {UsageError} If there is no such language
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(readLanguage("js", "--language"), "javascript");
 * ```
 */
export function readLanguage(name: string, what: string): Language {
  const language = languageNamed(name);
  if (language !== undefined) return language;
  const hint = closest(name.toLowerCase(), LANGUAGES);
  throw new UsageError(
    `Cannot set ${what} as it must be one of ${
      LANGUAGES.join(", ")
    }: current value is ${shown(name)}${
      hint ? ` (did you mean ${hint}?)` : ""
    }`,
  );
}

/**
 * Gets the code that is to run.
 *
 * @param request Where it comes from
 * @param context Files and standard input
 * @returns The code and its language
 * @throws {UsageError} If it cannot be read, is no text, is too long, or is in no language that can be told
 */
export async function readProgram(
  request: ProgramRequest,
  context: Pick<CommandContext, "openFile" | "stdin">,
): Promise<GuestProgram> {
  const { file } = request;
  if (request.code !== undefined) {
    return expressionProgram(request.code, request);
  }
  if (file === undefined || file === "-") {
    const code = await readCode("standard input", context.stdin);
    return { code, language: languageOf(request, { code }) };
  }
  const code = await readCode(file, await openFile(file, context));
  return {
    code,
    language: languageOf(request, { code, file }),
    filename: filenameOf(file),
  };
}

/**
 * Opens a file that was named on the command line.
 *
 * @param path Its path
 * @param context Files
 * @returns Its bytes
 * @throws {UsageError} If it cannot be opened
 */
export async function openFile(
  path: string,
  context: Pick<CommandContext, "openFile">,
): Promise<ByteSource> {
  try {
    return await context.openFile(path);
  } catch (error) {
    throw new UsageError(
      `Cannot read ${path} ${describeFileError(path, error)}`,
    );
  }
}

function expressionProgram(
  code: string,
  request: ProgramRequest,
): GuestProgram {
  checkLength("the code of -e", new TextEncoder().encode(code).length);
  return {
    code,
    language: request.language ?? languageOfEngine(request.engine) ?? "python",
  };
}

async function readCode(name: string, source: ByteSource): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readAtMost(source, LIMIT_RULES.codeBytes.default);
  } catch (error) {
    throw new UsageError(
      `Cannot read ${name} ${describeFileError(name, error)}`,
    );
  }
  checkLength(name, bytes.length);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(
      `Cannot run ${name} as code must be text in UTF-8: it is not UTF-8`,
    );
  }
}

function checkLength(name: string, bytes: number): void {
  const most = LIMIT_RULES.codeBytes.default;
  if (bytes <= most) return;
  throw new UsageError(
    `Cannot run ${name} as code may have at most ${
      formatBytes(most)
    }: it has more`,
  );
}

function languageOf(
  request: ProgramRequest,
  { code, file }: { readonly code: string; readonly file?: string },
): Language {
  const language = request.language ?? languageOfFile(file ?? "") ??
    languageOfShebang(code) ?? languageOfEngine(request.engine);
  if (language !== undefined) return language;
  const reason = file === undefined
    ? "Cannot tell the language of standard input as it has no file name"
    : `Cannot tell the language of ${file} as its name ends in none of ${
      EXTENSIONS.map((extension) => `.${extension}`).join(", ")
    }`;
  throw new UsageError(
    `${reason}: add --language ${LANGUAGES.join("|")} (example: --language ${
      LANGUAGES[0]
    })`,
  );
}

function languageOfShebang(code: string): Language | undefined {
  const shebang = /^#!(.*)/.exec(code)?.[1];
  if (shebang === undefined) return undefined;
  return LANGUAGE_OF_INTERPRETER.find(([name]) => name.test(shebang))?.[1];
}

function languageOfEngine(
  engine: EngineName | undefined,
): Language | undefined {
  return LANGUAGES.find((language) => ENGINE_OF[language] === engine);
}

/** The last part of a path: the guest learns nothing of where it lies. */
function filenameOf(path: string): string {
  const name = path.split(/[/\\]/).at(-1) ?? "";
  // deno-lint-ignore no-control-regex -- they are what is replaced
  return name.replace(/[\0-\x1f\x7f]/g, "_").slice(0, 255) || "main";
}
