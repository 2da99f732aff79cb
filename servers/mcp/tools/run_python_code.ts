/**
 * `run_python_code`: the tool of mcp-run-python, with the same arguments and the same text, for users of that server. Each
 * call has a fresh environment.
 *
 * @module
 */
import type {
  CallToolResult,
  ServerContext,
} from "@modelcontextprotocol/server";
import * as z from "zod";
import { messageOf } from "../../../core/errors.ts";
import { resolveLimits } from "../../../core/limits.ts";
import { valueToPlain } from "../../../core/result_json.ts";
import type { RunResult } from "../../../core/result.ts";
import type { Sandbox } from "../../../sandbox/mod.ts";
import { pythonOf } from "../describe.ts";
import { LiveOutput } from "../live_output.ts";
import { checkHeader, packageText } from "../packages.ts";
import type { PackagePolicy } from "../policy.ts";
import { Refusal } from "../refusal.ts";
import { cutText, MAX_TEXT_BYTES } from "../shorten_result.ts";
import { edgesOf, foldRepeats } from "../shorten_text.ts";
import { answer, type ToolOptions } from "./tool.ts";
import { unwrapFence } from "./unwrap_fence.ts";

const MAX_INDENTED_CHARS = 16_384;

/** Registers the tool. */
export function registerRunPythonCodeTool(options: ToolOptions): void {
  options.server.registerTool(
    "run_python_code",
    {
      title: "Run Python code",
      description:
        `Tool to execute Python code and return stdout, stderr, and return value.

The code may be async, and the value on the last line will be returned as the return value.

The code runs with ${
          pythonOf(options.policy)
        } in a fresh environment, which is deleted afterwards; run_python keeps variables and files.`,
      inputSchema: z.strictObject({
        python_code: z.string().describe("Python code to run"),
        global_variables: z.record(z.string(), z.unknown()).nullish().describe(
          "Map of global variables in context when the code is executed",
        ),
      }),
      annotations: {
        title: "Run Python code",
        readOnlyHint: false,
        destructiveHint: false,
        idempotentHint: false,
        openWorldHint: options.policy.sandbox.python.network !== undefined,
      },
    },
    ({ python_code, global_variables }, context) =>
      answer(options, context.mcpReq, async () => {
        const code = unwrapFence(python_code);
        const { packages, sandbox: { python: { engine } } } = options.policy;
        await checkHeader(code, { packages, engine, added: [] });
        const sandbox = await options.pools.take(
          "python",
          context.mcpReq.signal,
        );
        try {
          await setGlobals(sandbox, global_variables ?? {});
          return await runIn(sandbox, code, {
            options,
            context,
          });
        } finally {
          // The caller does not wait until the process is reaped.
          options.pools.release(sandbox).catch((error) =>
            options.policy.onWarning(messageOf(error))
          );
        }
      }),
  );
}

/** Sets globals. They are passed as a JSON string, which is also a Python string, so a name or a value cannot become code. */
async function setGlobals(
  sandbox: Sandbox,
  variables: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (Object.keys(variables).length === 0) return;
  const json = JSON.stringify(JSON.stringify(variables));
  const { status } = await sandbox.run(
    `globals().update(__import__("json").loads(${json}))`,
  );
  if (status !== "ok") {
    throw new Refusal(
      "Cannot set global_variables: Python does not accept them",
    );
  }
}

async function runIn(
  sandbox: Sandbox,
  code: string,
  { options, context }: {
    readonly options: ToolOptions;
    readonly context: ServerContext;
  },
): Promise<CallToolResult> {
  const { limits } = options.policy.sandbox.python;
  const { timeoutMs } = resolveLimits("python", limits);
  const live = new LiveOutput(context, timeoutMs);
  let output = "";
  const push = (stream: "stdout" | "stderr", text: string): void => {
    output += text;
    live.push(stream, text);
  };
  try {
    const result = await sandbox.run(code, {
      signal: context.mcpReq.signal,
      onStdout: (text) => push("stdout", text),
      onStderr: (text) => push("stderr", text),
      repr: true,
    });
    return {
      isError: result.status !== "ok",
      content: [{
        type: "text",
        text: toXml(result, output, options.policy.packages).toWellFormed(),
      }],
    };
  } finally {
    await live.end();
  }
}

function toXml(
  result: RunResult,
  output: string,
  packages: PackagePolicy,
): string {
  const isOk = result.status === "ok" || result.status === "output";
  const lines = [`<status>${isOk ? "success" : "run-error"}</status>`];
  if (output !== "") lines.push(element("output", output.replace(/\n$/, "")));
  if (!isOk) lines.push(element("error", errorText(result, packages)));
  else if (returned(result) !== undefined) {
    lines.push(element("return_value", returned(result) ?? ""));
  }
  return lines.join("\n");
}

/** Creates an element. Escapes its tags in the text, which would seem to end the element. */
function element(tag: string, text: string): string {
  const escaped = text.replace(
    new RegExp(`</?\\s*${tag}`, "gi"),
    (match) => match.replace("<", "&lt;"),
  );
  const edges = edgesOf(escaped);
  const short = edges === undefined
    ? escaped
    : `${edges.head}\n[${edges.leftOutBytes} bytes left out]\n${edges.tail}`;
  return `<${tag}>\n${cutText(short, MAX_TEXT_BYTES)}\n</${tag}>`;
}

function returned(result: RunResult): string | undefined {
  if (!("value" in result)) return undefined;
  const { value, repr } = result;
  if (value === undefined) return repr;
  if (value === null) return undefined;
  return typeof value === "string" ? value : indented(valueToPlain(value));
}

/** Formats JSON with indentation. Long JSON has no indentation, which could make it much longer. */
function indented(plain: unknown): string {
  const text = JSON.stringify(plain);
  return text.length > MAX_INDENTED_CHARS
    ? text
    : JSON.stringify(plain, null, 2);
}

function errorText(result: RunResult, packages: PackagePolicy): string {
  switch (result.status) {
    case "error":
      return `${foldRepeats(result.error.traceback)}${
        packageText(result, packages)
      }\n`;
    case "timeout":
      return "TimeoutError: the time limit of the run passed\n";
    case "memory":
      return `${
        result.error?.traceback ?? "MemoryError: the memory limit was reached"
      }\n`;
    case "crashed":
      return `the interpreter died: ${result.reason}\n`;
    default:
      return `the run was ${result.status}\n`;
  }
}
