/**
 * Replaces `sandbox/embedded.ts` in a binary: the files that it refers to are beside the bundled program.
 *
 * @module
 */
import type { Embedded } from "../../sandbox/embedded.ts";

/** The files that are embedded in a binary. */
export const embedded: Embedded = {
  childArgument: "--be-the-process-of-a-guest",
  workerUrl: (engine, language) => beside(`${engine}-${language}.js`).href,
  brokerUrl: () => beside("broker.js").href,
  snapshotBytes,
  readSnapshot: (engine) =>
    snapshotBytes(engine) === undefined
      ? undefined
      : Deno.readFile(beside(`assets/${engine}.snapshot`)),
  async importModule(
    url: string,
  ): Promise<Readonly<Record<string, unknown>>> {
    const { importTypeScript } = await import("./typescript_modules.ts");
    return await importTypeScript(url);
  },
};

function snapshotBytes(engine: string): number | undefined {
  try {
    return Deno.statSync(beside(`assets/${engine}.snapshot`)).size;
  } catch {
    return undefined;
  }
}

function beside(name: string): URL {
  return new URL(`./${name}`, import.meta.url);
}
