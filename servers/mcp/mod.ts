/**
 * A code interpreter for agents: the Model Context Protocol on top of sandboxes.
 *
 * @module
 */
export type { HttpOptions } from "./http/handler.ts";
export { type McpPolicy, POLICY_RULES } from "./policy.ts";
export { McpService } from "./service.ts";
export { ListenError, serveHttp, type ServeHttpOptions } from "./serve_http.ts";
export { serveStdio } from "./serve_stdio.ts";
export type { StdioOptions } from "./stdio_transport.ts";
