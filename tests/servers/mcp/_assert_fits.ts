/**
 * Whether results are what the tools promised, by the schemas that they were listed with.
 *
 * @module
 */
import type { Tool } from "@modelcontextprotocol/client";
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/client/validators/ajv";
import { assert } from "@std/assert";
import type { ToolResult } from "./_client.ts";

/**
 * Makes sure that a result has structured content of the right shape, errors of guests included.
 *
 * @param tool The tool, as it was listed
 * @param result What it gave back
 */
export function assertFits(tool: Tool | undefined, result: ToolResult): void {
  assert(tool?.outputSchema !== undefined, "The tool has an output schema");
  const schema = JSON.parse(JSON.stringify(tool.outputSchema));
  const validate = new AjvJsonSchemaValidator().getValidator(schema);
  const { valid, errorMessage } = validate(result.structuredContent);
  assert(valid, `${errorMessage} in ${JSON.stringify(result)}`);
}
