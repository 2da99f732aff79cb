import { assertEquals, assertStringIncludes } from "@std/assert";
import { childFlags } from "../../sandbox/process/child_process.ts";
import { controls } from "../level.ts";

const SECRET = "what the host has in its cache";

/** A registry of two modules, which counts requests. */
class Modules implements AsyncDisposable {
  requests = 0;
  readonly #permissions: "none" | "inherit";
  readonly #server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => this.#serve(request),
  );

  constructor(permissions: "none" | "inherit") {
    this.#permissions = permissions;
  }

  url(name: string): string {
    return `http://127.0.0.1:${this.#server.addr.port}/${name}`;
  }

  #serve({ url }: Request): Response {
    this.requests++;
    const source = url.endsWith("main.js")
      ? this.#main()
      : `export default ${JSON.stringify(SECRET)};`;
    return new Response(source, {
      headers: { "content-type": "application/javascript" },
    });
  }

  /** Acts as a child process: its worker imports a module beside its main module. */
  #main(): string {
    const worker = `onmessage = async ({ data }) => {
      try { postMessage((await import(data)).default); }
      catch (error) { postMessage("refused: " + error); }
    };`;
    return `const worker = new Worker(
        "data:text/javascript," + encodeURIComponent(${JSON.stringify(worker)}),
        { type: "module", deno: { permissions: "${this.#permissions}" } },
      );
      worker.onmessage = ({ data }) => { console.log(data); Deno.exit(); };
      worker.postMessage(${JSON.stringify(this.url("secret.js"))});`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}

/** The message of a worker whose process comes from such a registry, with all modules in the cache. */
async function ask(permissions: "none" | "inherit"): Promise<string> {
  await using modules = new Modules(permissions);
  const cache = await Deno.makeTempDir();
  const env = { DENO_DIR: cache };
  try {
    const main = modules.url("main.js");
    await deno(["cache", "--no-config", main, modules.url("secret.js")], env);
    const { requests } = modules;
    const said = await deno(["run", ...childFlags(main), main], env);
    assertEquals(modules.requests, requests);
    return said;
  } finally {
    await Deno.remove(cache, { recursive: true });
  }
}

async function deno(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...args],
    env,
  }).output();
  const decoder = new TextDecoder();
  return decoder.decode(stdout) + decoder.decode(stderr);
}

Deno.test("a worker of a process from a registry imports nothing from the registry or the cache", async () => {
  assertStringIncludes(await ask("none"), "Requires import access");
});

controls.test("control: a worker with its process's permissions imports from the cache", async () => {
  assertEquals(await ask("inherit"), `${SECRET}\n`);
});
