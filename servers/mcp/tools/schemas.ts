/**
 * The schemas of arguments and results of tools.
 *
 * @module
 */
import * as z from "zod";
import type { ResolvedPolicy } from "../policy.ts";
import type { Scope } from "../scope.ts";

/** Returns the schema of the argument that names a session, with its description for a model. */
export function sessionArgument(
  { minted }: Scope,
  { idleMs }: ResolvedPolicy,
): z.ZodOptional<z.ZodNullable<z.ZodString>> {
  const minutes = Math.max(1, Math.round(idleMs / 60_000));
  const kept =
    `Variables and files last from call to call in a session. A session ends after ${minutes} min without a call.`;
  return z.string().nullish().describe(
    minted
      ? `The session to continue, by the name in an earlier result; if absent, a new session begins. ${kept}`
      : `The session to use; "default" if absent. Another name is another environment. ${kept}`,
  );
}

/** The schema of a file in a result. */
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
  reported: z.boolean().optional(),
});

/** The schema of the result of a run. */
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
  repr: z.string().optional().describe(
    "The value in the notation of its language",
  ),
  stdout: z.string(),
  stderr: z.string(),
  truncated: z.array(z.string()).describe(
    "The parts that were cut at their limits",
  ),
  error: ERROR.optional(),
  reason: z.string().optional(),
  recoverable: z.boolean().optional(),
  stateLost: z.boolean().describe(
    "Whether the variables and files of the session are lost",
  ),
  files: z.array(FILE_ENTRY).describe("Files that the run created or changed"),
  displays: z.number().describe("The number of displayed pictures and tables"),
  usage: z.looseObject({ wallMs: z.number() }),
  engine: z.string(),
  language: z.string(),
  isolation: z.string(),
});
