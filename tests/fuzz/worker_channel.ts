/**
 * The workers' half of the channel (`engines/worker/channel.js`), outside of a worker: with stand-ins for what it takes
 * from its runtime.
 *
 * @module
 */
import channel from "../../engines/worker/channel.js" with { type: "text" };
import { linkWorker, toDataUrl } from "../../engines/worker/link.ts";

/** What the channel offers to the engines' workers. */
export interface WorkerChannel {
  listen(mailbox: SharedArrayBuffer): unknown;
  readonly Output: new (run: number, outputBytes: number) => {
    readonly cut: readonly string[];
    write(fd: 1 | 2, text: string): void;
    flush(): void;
  };
}

/** The channel, with what was said through it. */
export interface HeardChannel extends WorkerChannel {
  /** Takes what was said since it was last asked. */
  heard(): string[];
}

/** Imports the channel. */
export async function importChannel(): Promise<HeardChannel> {
  const originals = {
    source:
      "export const said = []; export const post = (text) => void said.push(text); export const requireNoPermissions = () => {}; export const inNodeWorker = false; export const importBuiltin = undefined;",
  };
  const url = linkWorker({
    source: channel,
    imports: { "./originals.js": originals },
  }, toDataUrl);
  // Both are the project's own sources, just above.
  const { listen, Output }: WorkerChannel = await import(url);
  const { said }: { said: string[] } = await import(
    toDataUrl(originals.source)
  );
  return { listen, Output, heard: () => said.splice(0) };
}
