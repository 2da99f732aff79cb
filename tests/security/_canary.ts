/**
 * Things of the host's that no guest may reach: a file, an environment variable, a port.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";

/** What is watched while guests are at work. */
export class Canary implements AsyncDisposable {
  /** The text that no guest may get to see. */
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

  /** Guest code with what it may try to reach filled in. */
  fill(code: string): string {
    return code.replaceAll("$PATH", this.path)
      .replaceAll("$DIRECTORY", this.directory)
      .replaceAll("$MODULE", `file://${this.module}`)
      .replaceAll("$PORT", String(this.port))
      .replaceAll("$VARIABLE", this.variable);
  }

  /** Makes sure that nothing was reached, read or changed. @param seen All that came from a guest */
  assertUntouched(seen: unknown): void {
    const text = Deno.inspect(seen, { depth: 20, strAbbreviateSize: 1e7 });
    assert(!text.includes(this.secret), `The secret is out: ${text}`);
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

/** Runs a program of the host's own, with every permission, and gives what it printed. */
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
