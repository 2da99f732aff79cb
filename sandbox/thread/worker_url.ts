/**
 * Where the code of workers is: linked now, or when a binary was made.
 *
 * @module
 */
import {
  builderEntry,
  ENTRY_FOLDER,
  workerEntry,
} from "../../engines/entries.ts";
import type { Engine, EngineSnapshot } from "../../engines/engine.ts";
import { ownPackages } from "../../engines/packages.ts";
import {
  externalImports,
  linkWorker,
  toBlobUrl,
  toDataUrl,
  type WorkerModule,
} from "../../engines/worker/link.ts";
import { embedded } from "../embedded.ts";
import { isGranted, toPath } from "../host.ts";
import {
  type BuilderFiles,
  readBuilderFiles,
  readLibrary,
} from "../installed_code.ts";
import type { LinkOptions } from "../link.ts";
import { installedFilesOf } from "../installed.ts";
import {
  compileEngine,
  type HandedCode,
  shareLibrary,
} from "./thread_worker.ts";

/** The code of a worker, and what is handed to it. */
interface WorkerCode extends HandedCode {
  /** The URL of its entry module. */
  readonly url: string;
}

/** What a worker is to run. */
export type WorkerCodeOptions = Pick<
  LinkOptions,
  "engine" | "language" | "installed"
>;

/** The code of a worker that builds a snapshot. */
interface BuilderCode {
  /** The URL of its entry module. */
  readonly url: string;
  readonly compiled: WebAssembly.Module;
  /** The file that it needs, where it does not say which one. */
  readonly file?: ArrayBuffer | undefined;
  /** All files of an engine that is installed apart. */
  readonly files?: BuilderFiles;
}

/** The code of a node worker. */
interface NodeWorkerCode extends WorkerCode {
  /** What its data have for its entry. */
  readonly data?: {
    /** The URL that the entry imports. */
    readonly url: string;
    /** The code of packages. */
    readonly packages?: Readonly<Record<string, string>>;
  };
}

/**
 * A node worker's entry. It imports late: a module that cannot be loaded is then a message, where it would be an error
 * of the worker that Deno prints, with all of the modules' text.
 */
const NODE_ENTRY = toDataUrl(`import { workerData } from "node:worker_threads";
const post = postMessage;
const { url } = workerData;
delete workerData.url;
import(url).catch((error) => post(JSON.stringify({
  type: "failed",
  reason: String(error?.message ?? error),
})));`);

/**
 * The code of a guest's worker that a broker starts.
 *
 * @param engine The engine
 * @param language What the guest writes
 * @returns The code
 */
export async function brokeredWorker(
  { engine, language, installed }: WorkerCodeOptions,
): Promise<NodeWorkerCode> {
  const url = embedded?.workerUrl(engine.name, language);
  if (url !== undefined) return { url };
  const compiled = compileEngine(engine, installed);
  const library = installed && shareLibrary(engine, installed);
  const data = await linkForNode(engine.worker(language));
  return { url: NODE_ENTRY, compiled, library, data };
}

type NodeWorkerData = NonNullable<NodeWorkerCode["data"]>;

const linked = new WeakMap<WorkerModule, Promise<NodeWorkerData>>();

/** Links a worker, once in the life of this process. */
function linkForNode(entry: WorkerModule): Promise<NodeWorkerData> {
  const known = linked.get(entry);
  if (known !== undefined) return known;
  const linking = link(entry);
  linked.set(entry, linking);
  // A failure is not kept: the next caller tries again.
  linking.catch(() => linked.delete(entry));
  return linking;
}

/** By URLs that are always the same, as Deno's caches keep for ever what they learn of a module. */
async function link(entry: WorkerModule): Promise<NodeWorkerData> {
  if (ownPackages === undefined) return { url: linkWorker(entry, toDataUrl) };
  const { modules, texts } = await ownPackages.load(externalImports(entry));
  const url = linkWorker(entry, toDataUrl, { packages: modules });
  return { url, packages: texts };
}

/**
 * The code of the worker of a guest in this very thread's care. Its files are taken as they are where they may be
 * loaded: that is faster, and Deno's caches keep forever what they learn of a blob, which is never used again.
 *
 * @param options The engine, its files, and what the guest writes
 * @returns The code
 */
export function directWorker(
  { engine, language, installed }: WorkerCodeOptions,
): WorkerCode {
  const url = embedded?.workerUrl(engine.name, language);
  if (url !== undefined) return { url };
  const isLoadable = areFilesLoadable();
  const entry = isLoadable
    ? workerEntry(engine.name, language)
    : linkWorker(engine.worker(language), toBlobUrl);
  if (isLoadable && ownPackages === undefined && installed === undefined) {
    return { url: entry };
  }
  const library = installed && readLibrary(installed);
  // The code that awaits it handles a failure.
  library?.catch(() => {});
  return { url: entry, compiled: compileEngine(engine, installed), library };
}

/**
 * The code of the worker that builds a snapshot in this thread's care.
 *
 * @param engine The engine
 * @param snapshot Its snapshot
 * @returns The code
 */
export async function builderWorker(
  engine: Engine,
  snapshot: EngineSnapshot,
): Promise<BuilderCode> {
  const installed = await installedFilesOf(engine);
  if (installed !== undefined) {
    const [compiled, files] = await Promise.all([
      compileEngine(engine, installed),
      readBuilderFiles(installed),
    ]);
    return { url: linkWorker(snapshot.builder, toBlobUrl), compiled, files };
  }
  // In a checkout that entry imports bytes, for which Deno wants a flag.
  if (ownPackages !== undefined) {
    const [compiled, file] = await Promise.all([
      compileEngine(engine),
      ownPackages.builderFile(engine.name),
    ]);
    return { url: builderEntry(engine.name), compiled, file };
  }
  const compiled = await compileEngine(engine);
  return { url: linkWorker(snapshot.builder, toBlobUrl), compiled };
}

/** Whether a worker can load its modules from where they are, by this thread's permissions. */
function areFilesLoadable(): boolean {
  const folder = new URL(ENTRY_FOLDER);
  return folder.protocol !== "file:" ||
    isGranted({ name: "read", path: toPath(folder) });
}
