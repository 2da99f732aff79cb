/**
 * `run_python` and `run_javascript`: run code in a session.
 *
 * @module
 */
import type {
  CallToolResult,
  ServerContext,
} from "@modelcontextprotocol/server";
import * as z from "zod";
import { resolveLimits } from "../../../core/limits.ts";
import { toJson } from "../../../core/result_json.ts";
import { runContent } from "../content.ts";
import { describeLanguage } from "../describe.ts";
import { LiveOutput } from "../live_output.ts";
import type { ToolLanguage } from "../policy.ts";
import { inSession } from "../scope.ts";
import type { SessionRun } from "../session.ts";
import { shortenResult } from "../shorten_result.ts";
import { wellFormedRecord } from "../well_formed.ts";
import { RUN_RESULT, sessionArgument } from "./schemas.ts";
import { answer, type ToolOptions } from "./tool.ts";

const TITLES = { python: "Run Python", javascript: "Run JavaScript" };

/** Registers the tool of a language. */
export function registerRunTool(
  options: ToolOptions,
  language: ToolLanguage,
): void {
  const { policy, scope, server } = options;
  const { limits, network } = policy.sandbox[language];
  const { timeoutMs, codeBytes } = resolveLimits(language, limits);
  const inputSchema = z.strictObject({
    code: z.string().max(codeBytes).describe("The code to run"),
    session: sessionArgument(scope, policy),
    timeout_ms: z.int().min(1).max(timeoutMs).optional().describe(
      `The time limit in milliseconds; ${timeoutMs} if absent`,
    ),
    stdin: z.string().optional().describe(
      "The standard input of the code",
    ),
  });
  server.registerTool(
    `run_${language}`,
    {
      title: TITLES[language],
      description: describeLanguage(language, policy),
      inputSchema,
      outputSchema: RUN_RESULT,
      annotations: {
        title: TITLES[language],
        readOnlyHint: false,
        destructiveHint: false,
        idempotentHint: false,
        openWorldHint: network !== undefined,
      },
    },
    (args, context) =>
      answer(
        options,
        context.mcpReq,
        () => run(options, { ...args, language, limitMs: timeoutMs }, context),
      ),
  );
}

interface RunArguments {
  readonly language: ToolLanguage;
  readonly code: string;
  readonly session?: string | undefined;
  readonly timeout_ms?: number | undefined;
  readonly stdin?: string | undefined;
  readonly limitMs: number;
}

async function run(
  { scope, onFiles }: ToolOptions,
  { language, code, session: name, timeout_ms, stdin, limitMs }: RunArguments,
  context: ServerContext,
): Promise<CallToolResult> {
  const live = new LiveOutput(context, timeout_ms ?? limitMs);
  try {
    return await inSession(
      scope,
      name,
      (session) =>
        session.run(language, code, {
          signal: context.mcpReq.signal,
          repr: true,
          onStdout: (text) => live.push("stdout", text),
          onStderr: (text) => live.push("stderr", text),
          ...(timeout_ms === undefined
            ? {}
            : { limits: { timeoutMs: timeout_ms } }),
          ...(stdin === undefined ? {} : { stdin }),
          then: (done) =>
            toResult(done, { session: session.name, minted: scope.minted }),
        }),
    );
  } finally {
    await live.end();
    onFiles();
  }
}

async function toResult(
  { result, lost, read }: SessionRun,
  { session, minted }: { readonly session: string; readonly minted: boolean },
): Promise<CallToolResult> {
  const plain = toJson(result);
  const structured = {
    ...plain,
    session,
    stateLost: lost,
    displays: result.displays.length,
  };
  return {
    isError: result.status !== "ok" && result.status !== "output",
    content: await runContent({ result, session, lost, minted, read }),
    structuredContent: defined(shortenResult(wellFormedRecord(structured))),
  };
}

/** Removes undefined values, which JSON does not have. */
function defined(plain: unknown): Record<string, unknown> {
  return JSON.parse(JSON.stringify(plain));
}
