/**
 * The host functions that the operator grants, as tools of their own beside being within reach of guests.
 *
 * @module
 */
import type { CallToolResult } from "@modelcontextprotocol/server";
import * as z from "zod";
import type { HostFunction } from "../../../core/functions.ts";
import { resolveLimits } from "../../../core/limits.ts";
import { valueToPlain } from "../../../core/result_json.ts";
import { decodeValue, encodeValue } from "../../../core/value_codec.ts";
import { describeThrown } from "../../../sandbox/host_requests/mod.ts";
import { Refusal } from "../refusal.ts";
import { wellFormed } from "../well_formed.ts";
import { answer, type ToolOptions } from "./tool.ts";

/** Registers a tool for each host function. */
export function registerFunctionTools(parts: ToolOptions): void {
  const functions = parts.policy.sandbox.python.functions ?? {};
  for (const [name, fn] of Object.entries(functions)) {
    registerFunction(parts, name, fn);
  }
}

function registerFunction(
  parts: ToolOptions,
  name: string,
  fn: HostFunction,
): void {
  parts.server.registerTool(
    name,
    {
      title: name,
      description:
        `Calls the function ${name} of the machine that this server runs on; code in run_python and run_javascript calls it as host.${name}.`,
      inputSchema: z.strictObject({
        args: z.array(z.unknown()).optional().describe(
          "The arguments, in order; none if absent",
        ),
      }),
      outputSchema: z.object({ value: z.unknown() }),
      annotations: { title: name, openWorldHint: true },
    },
    ({ args = [] }, { mcpReq: { signal } }) =>
      answer(parts, { signal }, async () => {
        const value = await call(parts, { name, fn, args, signal });
        return toResult(value);
      }),
  );
}

interface Call {
  readonly name: string;
  readonly fn: HostFunction;
  readonly args: readonly unknown[];
  readonly signal: AbortSignal;
}

/** As a guest's call: arguments and result are data, bounded, and only the name and the message of an error are passed on. */
async function call(
  { policy }: ToolOptions,
  { name, fn, args, signal }: Call,
): Promise<unknown> {
  const { limits } = policy.sandbox.python;
  const { callBytes: maxBytes, timeoutMs } = resolveLimits("python", limits);
  const context = {
    name,
    run: 0,
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  };
  const given = decodeValue(encodeValue(args, { maxBytes }), { maxBytes });
  // What was a list is one again.
  const list = Array.isArray(given) ? given : [];
  const returned = await within(
    context.signal,
    async () =>
      typeof fn === "function"
        ? await Reflect.apply(fn, context, list)
        : await fn.call(list, context),
  ).catch((thrown) => {
    const { name, message } = describeThrown(thrown);
    throw new Refusal(`${name}: ${message}`);
  });
  const text = encodeValue(returned ?? null, { maxBytes });
  return valueToPlain(decodeValue(text, { maxBytes }));
}

async function within<T>(
  signal: AbortSignal,
  act: () => Promise<T>,
): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([act(), promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

function toResult(plain: unknown): CallToolResult {
  const value = wellFormed(plain);
  return {
    content: [{
      type: "text",
      text: typeof value === "string" ? value : JSON.stringify(value),
    }],
    structuredContent: { value },
  };
}
