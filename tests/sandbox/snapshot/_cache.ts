/**
 * A store of snapshots in a directory of its own.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { Engine } from "../../../engines/engine.ts";
import { loadEngine } from "../../../engines/registry.ts";
import { SnapshotStore } from "../../../sandbox/snapshot/snapshot_store.ts";

/** A snapshot. */
export const SNAPSHOT = new Uint8Array(
  [...Array(5_000).keys()].map((i) => i % 251),
);

/** An engine whose snapshot depends on something. */
export async function engineOf(dependsOn: string): Promise<Engine> {
  const pyodide = await loadEngine("pyodide");
  assert(pyodide.snapshot !== undefined);
  return {
    ...pyodide,
    snapshot: { ...pyodide.snapshot, dependsOn: [dependsOn] },
  };
}

/** A directory for snapshots, with what a process that uses it sees. */
export class Cache implements AsyncDisposable {
  readonly directory: string;
  readonly warnings: string[] = [];
  built = 0;

  constructor() {
    this.directory = `${Deno.makeTempDirSync()}/cache/sandglass`;
  }

  /** The snapshot, as a process that has not loaded it yet gets it. */
  async get(
    { version = "1", build = () => Promise.resolve(SNAPSHOT.slice()) }: {
      version?: string;
      build?: () => Promise<Uint8Array>;
    } = {},
  ): Promise<Uint8Array<ArrayBuffer>> {
    const snapshot = await new SnapshotStore(() => this.directory).get(
      await engineOf(version),
      () => {
        this.built++;
        return build();
      },
      {
        onWarning: (message) => this.warnings.push(message),
        onProgress: () => {},
      },
    );
    return Uint8Array.from(new Uint8Array(snapshot));
  }

  files(): string[] {
    return [...Deno.readDirSync(this.directory)].map(({ name }) => name);
  }

  /** The path of the only file. */
  path(): string {
    const [name, ...others] = this.files();
    assertEquals(others, []);
    return `${this.directory}/${name}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.directory.replace("/cache/sandglass", ""), {
      recursive: true,
    });
  }
}
