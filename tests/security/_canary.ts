/**
 * Resources of the host that no guest may reach: a file, an environment variable, a port.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";

/** The resources that are checked while guests run. */
export class Canary implements AsyncDisposable {
  /** The text that no guest may read. */
  readonly secret: string = `secret-${crypto.randomUUID()}`;
  readonly directory: string = Deno.makeTempDirSync({ prefix: "canary-" });
  /** A file that holds the secret. */
  readonly path: string = `${this.directory}/secret.txt`;
  /** A module that exports the secret. */
  readonly module: string = `${this.directory}/secret.js`;
  /** A port at which the secret is served. */
  readonly port: number;
  /** The name of an environment variable that holds the secret. */
  readonly variable: string = "SANDGLASS_CANARY";
  #visits = 0;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  constructor() {
    Deno.writeTextFileSync(this.path, this.secret);
    Deno.writeTextFileSync(
      this.module,
      `export default ${JSON.stringify(this.secret)};`,
    );
    Deno.env.set(this.variable, this.secret);
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      () => {
        this.#visits++;
        return new Response(this.secret);
      },
    );
    this.port = this.#server.addr.port;
  }

  /** Fills the canary's places into guest code. */
  fill(code: string): string {
    return code.replaceAll("$PATH", this.path)
      .replaceAll("$DIRECTORY", this.directory)
      .replaceAll("$MODULE", `file://${this.module}`)
      .replaceAll("$PORT", String(this.port))
      .replaceAll("$VARIABLE", this.variable);
  }

  /** Asserts that nothing was reached, read or changed. @param seen All output of a guest */
  assertUntouched(seen: unknown): void {
    const text = Deno.inspect(seen, { depth: 20, strAbbreviateSize: 1e7 });
    assert(!text.includes(this.secret), `The secret leaked: ${text}`);
    assertEquals(this.#visits, 0);
    assertEquals(Deno.readTextFileSync(this.path), this.secret);
    assertEquals(
      [...Deno.readDirSync(this.directory)].map(({ name }) => name).sort(),
      ["secret.js", "secret.txt"],
    );
    assertEquals(Deno.env.get(this.variable), this.secret);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    Deno.env.delete(this.variable);
    await this.#server.shutdown();
    await Deno.remove(this.directory, { recursive: true });
  }
}

/** Runs a host program with every permission, and returns what it prints. */
export async function runFree(
  source: string,
  flags: readonly string[] = [],
): Promise<string> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--no-config",
      "--no-lock",
      ...flags,
      `data:application/typescript,${encodeURIComponent(source)}`,
    ],
    env: { NO_COLOR: "1" },
  }).output();
  return new TextDecoder().decode(stdout).trim() ||
    new TextDecoder().decode(stderr);
}
