/**
 * What a start of a thread leaves in this process for ever: Deno lets go neither of a blob nor of the text of the
 * modules from which a node worker starts.
 */
import "../../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import { type Language, run } from "../../../mod.ts";

/** A URL that has more is code. */
const SHORT_CHARS = 1_000;

/** Records the URLs from which the brokers of this process start workers, and the number of blobs, during an action. */
async function watch(
  act: () => Promise<void>,
): Promise<{ urls: string[]; blobs: number }> {
  const urls: string[] = [];
  let blobs = 0;
  const { createObjectURL } = URL;
  const { prototype } = Worker;
  const { postMessage } = prototype;
  URL.createObjectURL = (it): string => {
    blobs++;
    return createObjectURL(it);
  };
  prototype.postMessage = function (...args: unknown[]): void {
    const [message] = args;
    if (typeof message === "object" && message !== null && "url" in message) {
      urls.push(String(message.url));
    }
    Reflect.apply(postMessage, this, args);
  };
  try {
    await act();
  } finally {
    URL.createObjectURL = createObjectURL;
    prototype.postMessage = postMessage;
  }
  return { urls, blobs };
}

async function answer(language: Language): Promise<void> {
  const result = await run("6 * 7", { language, isolation: "thread" });
  assertEquals(result.status === "ok" && result.value, 42);
}

for (const language of ["javascript", "typescript", "python"] as const) {
  Deno.test(`a start in a thread leaves no code behind (${language})`, async () => {
    // The first one makes what all share; each further one has a broker of its own, as none is left.
    const first = await watch(() => answer(language));
    const next = await watch(async () => {
      for (let i = 0; i < 3; i++) await answer(language);
    });
    const [url = ""] = first.urls;
    assertEquals(next, { urls: [url, url, url], blobs: 0 });
    assert(
      url !== "" && url.length < SHORT_CHARS,
      `There are ${url.length} characters`,
    );
  });
}
