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
import { shortenTexts } from "../kept_output.ts";
import { LiveOutput } from "../live_output.ts";
import { checkHeader } from "../packages.ts";
import type { PackagePolicy, ToolLanguage } from "../policy.ts";
import { inSession } from "../scope.ts";
import type { SessionRun } from "../session_run.ts";
import { shortenResult } from "../shorten_result.ts";
import { wellFormedRecord } from "../well_formed.ts";
import { RUN_RESULT, sessionArgument } from "./schemas.ts";
import { answer, type ToolOptions } from "./tool.ts";
import { unwrapFence } from "./unwrap_fence.ts";

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
    timeout_ms: z.number().positive().nullish().describe(
      `The time limit in milliseconds, at most ${timeoutMs}; ${timeoutMs} if absent`,
    ),
    timeout: z.number().positive().nullish().describe(
      "The time limit in seconds (from 1000 on: in milliseconds), if timeout_ms is absent",
    ),
    stdin: z.string().nullish().describe(
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
  readonly session?: string | null | undefined;
  readonly timeout_ms?: number | null | undefined;
  readonly timeout?: number | null | undefined;
  readonly stdin?: string | null | undefined;
  readonly limitMs: number;
}

async function run(
  { policy, scope, onFiles }: ToolOptions,
  { language, code, session: name, stdin, limitMs, ...times }: RunArguments,
  context: ServerContext,
): Promise<CallToolResult> {
  const asked = askedMs(times);
  const timeoutMs = Math.min(asked ?? limitMs, limitMs);
  const note = asked === undefined || asked <= limitMs
    ? ""
    : `[the time limit of ${asked} ms is more than this server allows: it was ${limitMs} ms]`;
  const live = new LiveOutput(context, timeoutMs);
  try {
    return await inSession(
      scope,
      name ?? undefined,
      async (session) => {
        const text = unwrapFence(code);
        if (language === "python") {
          await checkHeader(text, {
            packages: policy.packages,
            engine: policy.sandbox.python.engine,
            added: session.packages.map(({ name }) => name),
          });
        }
        return await session.run(language, text, {
          signal: context.mcpReq.signal,
          repr: true,
          onStdout: (text) => live.push("stdout", text),
          onStderr: (text) => live.push("stderr", text),
          ...(asked === undefined ? {} : { limits: { timeoutMs } }),
          ...(stdin === undefined || stdin === null ? {} : { stdin }),
          then: (done) =>
            toResult(done, {
              session: session.name,
              minted: scope.minted,
              note,
              packages: policy.packages,
            }),
        });
      },
    );
  } finally {
    await live.end();
    onFiles();
  }
}

/** The time limit that a call asks for, in whole milliseconds. */
function askedMs(
  { timeout_ms, timeout }: Pick<RunArguments, "timeout_ms" | "timeout">,
): number | undefined {
  const asked = timeout_ms ??
    (timeout && (timeout < 1_000 ? timeout * 1_000 : timeout));
  return typeof asked === "number" ? Math.ceil(asked) : undefined;
}

async function toResult(
  { result: whole, lost, read, keep, number }: SessionRun,
  { session, minted, note, packages }: {
    readonly session: string;
    readonly minted: boolean;
    readonly note: string;
    readonly packages: PackagePolicy;
  },
): Promise<CallToolResult> {
  const result = await shortenTexts(whole, { number, keep });
  const plain = toJson(result);
  const structured = {
    ...plain,
    session,
    stateLost: lost,
    displays: result.displays.length,
  };
  return {
    isError: result.status !== "ok",
    content: await runContent({
      ...{ result, session, lost, minted, read, note, packages },
    }),
    structuredContent: defined(shortenResult(wellFormedRecord(structured))),
  };
}

/** Removes undefined values, which JSON does not have. */
function defined(plain: unknown): Record<string, unknown> {
  return JSON.parse(JSON.stringify(plain));
}
