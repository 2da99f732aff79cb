/** The tools of the conformance suite's reference server that an operator can grant as functions. */
export function test_simple_text(): string {
  return "This is a simple text response for testing.";
}

/** Fails, like the tool of the reference server. */
export function test_error_handling(): never {
  throw new Error("This tool intentionally returns an error for testing");
}
