/**
 * Tools for the host functions of the operator. Guests can call the same functions.
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
import { unlessAborted } from "../unless_aborted.ts";
import { wellFormed } from "../well_formed.ts";
import { answer, type ToolOptions } from "./tool.ts";

/** Registers a tool for each host function. */
export function registerFunctionTools(options: ToolOptions): void {
  const functions = options.policy.sandbox.python.functions ?? {};
  for (const [name, fn] of Object.entries(functions)) {
    registerFunction(options, name, fn);
  }
}

function registerFunction(
  options: ToolOptions,
  name: string,
  fn: HostFunction,
): void {
  options.server.registerTool(
    name,
    {
      title: name,
      description:
        `Calls the function ${name} of the machine that this server runs on; code in run_python and run_javascript calls it as host.${name}.`,
      inputSchema: z.strictObject({
        args: z.array(z.unknown()).optional().describe(
          "The arguments, in order; no arguments if absent",
        ),
      }),
      outputSchema: z.object({ value: z.unknown() }),
      annotations: { title: name, openWorldHint: true },
    },
    ({ args = [] }, { mcpReq: { signal } }) =>
      answer(options, { signal }, async () => {
        const value = await call(options, { name, fn, args, signal });
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

/**
 * Calls a host function by the rules for a guest's call. Arguments and result are data of a limited size. The client gets the
 * name and the message of an error only.
 */
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
  // A list is a list again after decoding.
  const list = Array.isArray(given) ? given : [];
  const returned = await unlessAborted(
    async () =>
      typeof fn === "function"
        ? await Reflect.apply(fn, context, list)
        : await fn.call(list, context),
    context.signal,
  ).catch((thrown) => {
    const { name, message } = describeThrown(thrown);
    throw new Refusal(`${name}: ${message}`);
  });
  const text = encodeValue(returned ?? null, { maxBytes });
  return valueToPlain(decodeValue(text, { maxBytes }));
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
