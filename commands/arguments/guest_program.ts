/**
 * Reads the code of a guest, and determines its language.
 *
 * @module
 */
import { late } from "../../core/late.ts";
import { LIMIT_RULES } from "../../core/limits.ts";
import {
  defaultLanguageOf,
  type Echo,
  type EngineName,
  type Language,
  LANGUAGES,
} from "../../core/options.ts";
import { quoteValue } from "../../core/quote_value.ts";
import { formatBytes } from "../../core/units.ts";
import { describeFileError, readAtMost } from "../host/byte_sources.ts";
import type { ByteSource, CommandContext } from "../command.ts";
import { readChoice } from "./flag_values.ts";
import type { Cell } from "./notebook.ts";
import { EXTENSIONS, languageNamed, languageOfFile } from "./language_names.ts";
import {
  interpreterLine,
  languageOfShebang,
  recognizeLanguage,
} from "./recognize_language.ts";
import { UsageError } from "./usage_error.ts";

/** The code of a guest with its language. */
export interface GuestProgram {
  /** The code. */
  readonly code: string;
  /** The language of the code. */
  readonly language: Language;
  /** What happens to the value of the last expression. Code of -e shows it, and a program does not. */
  readonly echo: Echo;
  /** The cells of a notebook; `code` is then empty. */
  readonly cells?: readonly Cell[];
  /** What of the program was left out, for the user. */
  readonly warnings?: readonly string[];
  /** The name of the file in tracebacks; absent for code without a file. */
  readonly filename?: string;
  /** The path of the program; absent for code without a file. */
  readonly path?: string;
  /** Further files of the program, by guest path. */
  readonly files?: Readonly<Record<string, Uint8Array>>;
}

/** The source of the code. Exactly one of `file` and `code` is present. */
export interface ProgramRequest {
  /** A path, or `-` for standard input. */
  readonly file: string | undefined;
  /** The code itself. */
  readonly code: string | undefined;
  /** The language of the command line. */
  readonly language: Language | undefined;
  /** The engine of the command line. */
  readonly engine: EngineName | undefined;
  /** The Python module to run. */
  readonly module?: string | undefined;
}

/**
 * Reads the full or short name of a language.
 *
 * @param name The name as the user typed it
 * @param what The flag or operand, for the message
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
  const setting = { name: what, example: "" };
  return languageNamed(name) ?? readChoice(name, { setting, names: LANGUAGES });
}

/**
 * Reads the code of a guest.
 *
 * @param request The source of the code
 * @param context Files and standard input
 * @returns The code and its language
 * @throws {UsageError} If the code cannot be read, is not text, is too long, or its language is unknown
 */
export async function readProgram(
  request: ProgramRequest,
  context: Pick<CommandContext, "openFile" | "listFiles" | "stdin">,
): Promise<GuestProgram> {
  const { file } = request;
  if (request.module !== undefined) return await moduleProgram(request.module);
  if (request.code !== undefined) {
    return expressionProgram(request.code, request);
  }
  if (file === undefined || file === "-") {
    const code = await readCode("standard input", context.stdin);
    return { code, language: languageOf(request, { code }), echo: "none" };
  }
  const names = await listFiles(file, context);
  if (names !== undefined) {
    return await directoryProgram(request, { names, context });
  }
  if (/\.pyz$/i.test(file)) return await archiveProgram(file, context);
  const source = await openFile(file, context);
  if (/\.ipynb$/i.test(file)) return await notebookProgram(source, request);
  const code = await readCode(file, source);
  return {
    code,
    language: languageOf(request, { code, file }),
    echo: "none",
    filename: filenameOf(file),
    path: file,
  };
}

/**
 * Opens a file of the command line.
 *
 * @param path The path of the file
 * @param context The file system
 * @returns The bytes of the file
 * @throws {UsageError} If the file cannot be opened
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
    language: request.language ?? languageOfShebang(code) ??
      (request.engine && defaultLanguageOf(request.engine)) ??
      recognizeLanguage(code),
    echo: "display",
  };
}

async function listFiles(
  path: string,
  context: Pick<CommandContext, "listFiles">,
): Promise<readonly string[] | undefined> {
  try {
    return await context.listFiles(path, LIMIT_RULES.maxFiles.default);
  } catch (error) {
    throw new UsageError(
      `Cannot read ${path} ${describeFileError(path, error)}`,
    );
  }
}

async function directoryProgram(
  request: ProgramRequest,
  { names, context }: {
    readonly names: readonly string[];
    readonly context: Pick<CommandContext, "openFile">;
  },
): Promise<GuestProgram> {
  const { readProgramDirectory } = await import("./program_files.ts");
  const directory = request.file ?? ".";
  const { files, entry } = await readProgramDirectory(
    directory,
    names,
    context,
  );
  const file = `${directory}/${entry}`;
  const code = decodeCode(file, files[entry] ?? new Uint8Array(0));
  const language = languageOf(request, { code, file });
  return { code, language, echo: "none", filename: entry, files };
}

async function archiveProgram(
  file: string,
  context: Pick<CommandContext, "openFile">,
): Promise<GuestProgram> {
  const { archiveStarter, readContent } = await import("./program_files.ts");
  const name = filenameOf(file);
  return {
    ...archiveStarter(name),
    language: "python",
    echo: "none",
    files: { [name]: await readContent(file, { context }) },
  };
}

async function moduleProgram(module: string): Promise<GuestProgram> {
  const { moduleStarter } = await import("./program_files.ts");
  return { ...moduleStarter(module), language: "python", echo: "none" };
}

async function notebookProgram(
  source: ByteSource,
  { file = "", language }: ProgramRequest,
): Promise<GuestProgram> {
  const { MAX_NOTEBOOK_BYTES, readNotebook } = await late<
    typeof import("./notebook.ts")
  >(import.meta.resolve("./notebook.ts"));
  const text = await readCode(file, source, MAX_NOTEBOOK_BYTES);
  const notebook = readNotebook(text, { file, language });
  return { ...notebook, code: "", echo: "prompt", filename: filenameOf(file) };
}

async function readCode(
  name: string,
  source: ByteSource,
  maxBytes: number = LIMIT_RULES.codeBytes.default,
): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readAtMost(source, maxBytes);
  } catch (error) {
    throw new UsageError(
      `Cannot read ${name} ${describeFileError(name, error)}`,
    );
  }
  return decodeCode(name, bytes, maxBytes);
}

function decodeCode(
  name: string,
  bytes: Uint8Array,
  maxBytes?: number,
): string {
  checkLength(name, bytes.length, maxBytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(
      `Cannot run ${name} as code must be text in UTF-8: it is not UTF-8`,
    );
  }
}

function checkLength(
  name: string,
  bytes: number,
  most: number = LIMIT_RULES.codeBytes.default,
): void {
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
    languageOfShebang(code);
  if (language !== undefined) return language;
  const interpreter = interpreterLine(code);
  if (interpreter !== undefined && request.engine === undefined) {
    throw new UsageError(
      `Cannot run ${
        file ?? "standard input"
      } as its first line must name python, node, deno or similar: current value is ${
        quoteValue(`#!${interpreter}`)
      } (--language overrides it)`,
    );
  }
  if (request.engine !== undefined) return defaultLanguageOf(request.engine);
  if (file === undefined) return recognizeLanguage(code);
  throw new UsageError(
    `Cannot tell the language of ${file} as its name ends in none of ${
      EXTENSIONS.map((extension) => `.${extension}`).join(", ")
    }: add --language ${LANGUAGES.join("|")} (example: --language ${
      LANGUAGES[0]
    })`,
  );
}

/** Returns the last part of a path. The guest must not learn the directory. */
function filenameOf(path: string): string {
  const name = path.split(/[/\\]/).at(-1) ?? "";
  // deno-lint-ignore no-control-regex -- control characters are replaced
  return name.replace(/[\0-\x1f\x7f]/g, "_").slice(0, 255) || "main";
}
