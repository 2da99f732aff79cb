import type { MadeWheel } from "./_make_wheel.ts";

/** A file of the index. */
export type IndexFile = Pick<MadeWheel, "name" | "file" | "bytes" | "sha256">;

/** How an index behaves. */
export interface IndexOptions {
  /** Whether it takes requests and never answers. */
  readonly isSilent?: boolean;
  /** What it sends in place of a file. */
  readonly bytes?: (file: IndexFile) => Uint8Array<ArrayBuffer>;
  /** The digest that it claims; nothing if it claims none. */
  readonly sha256?: (file: IndexFile) => string | undefined;
}

/** An index of packages on loopback. */
export interface PackageIndex extends AsyncDisposable {
  /** Its address, for tools. */
  readonly url: string;
  /** The paths that were requested. */
  readonly requests: readonly string[];
}

/**
 * Serves packages.
 *
 * @param files The files
 * @param options How the index behaves
 * @returns The index
 */
export function servePackages(
  files: readonly IndexFile[],
  options: IndexOptions = {},
): PackageIndex {
  const { isSilent = false, bytes = (file) => file.bytes } = options;
  const digestOf = options.sha256 ?? ((file): string => file.sha256);
  const requests: string[] = [];
  const ending = Promise.withResolvers<Response>();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request): Response | Promise<Response> => {
      const { pathname } = new URL(request.url);
      requests.push(pathname);
      if (isSilent) return ending.promise;
      const file = files.find(({ file }) => pathname === `/files/${file}`);
      if (file !== undefined) return new Response(bytes(file));
      const [, name] = /^\/simple\/([^/]+)\/$/.exec(pathname) ?? [];
      const links = files.filter((one) => one.name === name).map((one) => {
        const digest = digestOf(one);
        const fragment = digest === undefined ? "" : `#sha256=${digest}`;
        return `<a href="/files/${one.file}${fragment}">${one.file}</a><br>`;
      });
      if (links.length === 0) return new Response("none", { status: 404 });
      return new Response(`<!DOCTYPE html><html><body>${links.join("\n")}`, {
        headers: { "content-type": "text/html" },
      });
    },
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}/simple`,
    requests,
    async [Symbol.asyncDispose](): Promise<void> {
      ending.resolve(new Response("late", { status: 503 }));
      await server.shutdown();
    },
  };
}
