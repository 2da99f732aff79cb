/**
 * The arguments and results of tools.
 *
 * @module
 */
import * as z from "zod";
import type { ResolvedPolicy } from "../policy.ts";
import type { Scope } from "../scope.ts";

/** The argument that names a session, and what a model has to know of it. */
export function sessionArgument(
  { minted }: Scope,
  { idleMs }: ResolvedPolicy,
): z.ZodOptional<z.ZodString> {
  const minutes = Math.max(1, Math.round(idleMs / 60_000));
  const kept =
    `Variables and files last from call to call in a session, until it was not used for ${minutes} min.`;
  return z.string().optional().describe(
    minted
      ? `The session to go on in, as an earlier result named it; without it a new one begins. ${kept}`
      : `The session to work in; without it the one called "default". Another name is another environment. ${kept}`,
  );
}

/** A file, as results name it. */
export const FILE_ENTRY = z.object({
  path: z.string(),
  bytes: z.number(),
});

const ERROR = z.object({
  name: z.string(),
  message: z.string(),
  traceback: z.string(),
  line: z.number().optional(),
  column: z.number().optional(),
  exitCode: z.number().optional(),
});

/** How a run ended. */
export const RUN_RESULT = z.object({
  session: z.string().describe("The session in which the code ran"),
  status: z.enum([
    "ok",
    "error",
    "timeout",
    "memory",
    "output",
    "cancelled",
    "crashed",
  ]),
  value: z.unknown().optional().describe(
    'The value of the last expression. What JSON cannot hold is an object with one key: {"$bigint": "1"}, {"$number": "NaN"}, {"$bytes": base64}, {"$date": ISO 8601}, {"$tuple": []}, {"$set": []}',
  ),
  repr: z.string().optional().describe("The value as its language prints it"),
  stdout: z.string(),
  stderr: z.string(),
  truncated: z.array(z.string()).describe("What was cut at its limit"),
  error: ERROR.optional(),
  reason: z.string().optional(),
  recoverable: z.boolean().optional(),
  stateLost: z.boolean().describe(
    "Whether the variables and files of the session are gone",
  ),
  files: z.array(FILE_ENTRY).describe("Files that the run made or changed"),
  displays: z.number().describe("How many pictures and tables it showed"),
  usage: z.looseObject({ wallMs: z.number() }),
  engine: z.string(),
  language: z.string(),
  isolation: z.string(),
});
