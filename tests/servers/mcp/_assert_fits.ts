/**
 * Checks results against the output schemas of their tools.
 *
 * @module
 */
import type { Tool } from "@modelcontextprotocol/client";
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/client/validators/ajv";
import { assert } from "@std/assert";
import type { ToolResult } from "./_client.ts";

/**
 * Asserts that a result has structured content of the right shape, also for errors of guests.
 *
 * @param tool The tool, as the server listed it
 * @param result The tool's result
 */
export function assertFits(tool: Tool | undefined, result: ToolResult): void {
  assert(tool?.outputSchema !== undefined, "The tool has an output schema");
  const schema = JSON.parse(JSON.stringify(tool.outputSchema));
  const validate = new AjvJsonSchemaValidator().getValidator(schema);
  const { valid, errorMessage } = validate(result.structuredContent);
  assert(valid, `${errorMessage} in ${JSON.stringify(result)}`);
}
