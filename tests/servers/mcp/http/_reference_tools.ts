/** The tools of the conformance suite's reference server that an operator can grant as functions. */
export function test_simple_text(): string {
  return "This is a simple text response for testing.";
}

/** Fails, as that of the reference server does. */
export function test_error_handling(): never {
  throw new Error("This tool intentionally returns an error for testing");
}
