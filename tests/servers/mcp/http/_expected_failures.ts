/**
 * Failures of the official conformance suite on this server, with reasons. The test fails if a failing scenario is
 * missing here, if a listed one passes, and if one fails with another message.
 *
 * @module
 */

/** Scenarios that fail for the same reason. */
export interface ExpectedFailures {
  /** The reason. */
  readonly reason: string;
  /** The message of each of their failed checks. */
  readonly says: RegExp;
  readonly scenarios: readonly string[];
}

const TOOLS_OF_THE_REFERENCE: ExpectedFailures = {
  reason:
    "They call tools of the suite's reference server, which a code interpreter does not have",
  says:
    /^(?:(?:Failed: |JSON-RPC error: )?(?:MCP error -32602: )?Tool '?\w+'? not found|Not testable: )/,
  scenarios: [
    "elicitation-sep1034-defaults",
    "elicitation-sep1330-enums",
    "json-schema-2020-12",
    "tools-call-audio",
    "tools-call-elicitation",
    "tools-call-embedded-resource",
    "tools-call-image",
    "tools-call-mixed-content",
    "tools-call-sampling",
    "tools-call-with-logging",
    "tools-call-with-progress",
  ],
};

const RESOURCES_OF_THE_REFERENCE: ExpectedFailures = {
  reason:
    "They read resources test://… of the reference server; those here are the files of sessions",
  says: /Resource not found: test:/,
  scenarios: [
    "resources-read-binary",
    "resources-read-text",
    "resources-templates-read",
  ],
};

const NOT_OFFERED: ExpectedFailures = {
  reason:
    "The server offers no prompts, no completion and no subscription to single resources, and does not declare them",
  says: /Method not found$/,
  scenarios: [
    "completion-complete",
    "prompts-get-embedded-resource",
    "prompts-get-simple",
    "prompts-get-with-args",
    "prompts-get-with-image",
    "prompts-list",
    "resources-subscribe",
    "resources-unsubscribe",
  ],
};

/** Failures in the suite for revisions up to 2025-11-25. */
export const RELEASED: readonly ExpectedFailures[] = [
  TOOLS_OF_THE_REFERENCE,
  RESOURCES_OF_THE_REFERENCE,
  NOT_OFFERED,
];

/** Failures in the suite for revision 2026-07-28. */
export const CURRENT: readonly ExpectedFailures[] = [
  {
    ...TOOLS_OF_THE_REFERENCE,
    scenarios: [
      ...TOOLS_OF_THE_REFERENCE.scenarios,
      // No tool has an argument that is a header, requires a client capability, or asks the client for input.
      "http-custom-header-server-validation",
      "server-stateless",
    ],
  },
  RESOURCES_OF_THE_REFERENCE,
  {
    ...NOT_OFFERED,
    scenarios: [...NOT_OFFERED.scenarios, "caching"],
  },
  {
    reason: "No tool asks the client for input in the middle of a call",
    says:
      /Tool \w+ not found|Method not found|Expected InputRequiredResult|could not get initial InputRequiredResult/,
    scenarios: [
      "input-required-result-basic-elicitation",
      "input-required-result-basic-list-roots",
      "input-required-result-basic-sampling",
      "input-required-result-capability-check",
      "input-required-result-multi-round",
      "input-required-result-multiple-input-requests",
      "input-required-result-non-tool-request",
      "input-required-result-request-state",
      "input-required-result-result-type",
      "input-required-result-tampered-state",
    ],
  },
  {
    reason:
      "Tasks are an extension that the server does not have, and does not declare",
    says:
      /Tool \w+ not found|Not testable: |capabilities.extensions MUST be advertised|got -32601|unavailable|failing_job returned error code -32602/,
    scenarios: [
      "tasks-capability-negotiation",
      "tasks-dispatch-and-envelope",
      "tasks-lifecycle",
      "tasks-mrtr-composition",
      "tasks-mrtr-input",
      "tasks-request-headers",
      "tasks-request-state-removal",
      "tasks-required-task-error",
      "tasks-wire-fields",
    ],
  },
];
