/**
 * Real shells, in which a test types on a terminal and requests completions.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { sandglass } from "./_cli.ts";

const DEADLINE_MS = 60_000;

/** Delimiters around the arguments that the shell passes to a command. */
const FRAME = /<<(.*)>>/;

/** Requests the completions of a line from a shell. */
export type Complete = (line: string) => Promise<readonly string[]>;

/** A shell with sandglass's completions, in its own directory. */
export interface Shell extends AsyncDisposable {
  readonly complete: Complete;
}

/** Opens a shell in a directory. */
export type OpenShell = (directory: string) => Promise<Shell>;

/** The shells by name. */
export const SHELLS: Readonly<Record<string, OpenShell>> = {
  bash: (directory) =>
    openTerminal(directory, {
      shell: "bash",
      command: (home) => `bash --noprofile --rcfile '${home}/rc' -i`,
      rc: "rc",
      // Inserts all completions into the line.
      keys: "\x1b*",
      setting: "bind 'set enable-bracketed-paste off'",
    }),
  zsh: (directory) =>
    openTerminal(directory, {
      shell: "zsh",
      command: (home) => `env ZDOTDIR='${home}' zsh -d -i`,
      rc: ".zshrc",
      keys: "\t",
      setting: `autoload -Uz compinit && compinit -u -D
unset zle_bracketed_paste
insert_all() { _main_complete; compstate[insert]=all; }
zle -C insert-all complete-word insert_all
bindkey '^I' insert-all`,
    }),
  fish: openFish,
};

/**
 * Reports whether a program is installed.
 *
 * @param name Its name
 * @returns Whether it can be started
 */
export function isThere(name: string): boolean {
  if (Deno.build.os === "windows") return false;
  const { success } = new Deno.Command("sh", {
    args: ["-c", `command -v ${name}`],
    stdout: "null",
  }).outputSync();
  return success;
}

/** The script that the command line prints for a shell. */
async function completionsFor(shell: string): Promise<string> {
  const { stdout, stderr } = await sandglass(["completions", shell], {
    flags: ["--no-prompt"],
  });
  assertEquals(stderr, "");
  return stdout;
}

interface Terminal {
  readonly shell: string;
  /** The command that starts the shell, given the directory of its settings. */
  readonly command: (home: string) => string;
  /** The name of the settings file. */
  readonly rc: string;
  /** The keys that insert all completions into the line. */
  readonly keys: string;
  /** Settings of the shell. */
  readonly setting: string;
}

/** Opens a shell on its own terminal, in which `sandglass` prints its arguments. */
async function openTerminal(
  directory: string,
  { shell, command, rc, keys, setting }: Terminal,
): Promise<Shell> {
  const home = await Deno.makeTempDir();
  await Deno.writeTextFile(`${home}/completions`, await completionsFor(shell));
  await Deno.writeTextFile(
    `${home}/${rc}`,
    `PS1='<<>>'
${setting}
source '${home}/completions'
sandglass() { printf '<%s' '<'; printf '%s\\t' "$@"; printf '>%s\\n' '>'; }
`,
  );
  const child = new Deno.Command("script", {
    args: ["-qfec", command(home), "/dev/null"],
    cwd: directory,
    env: { TERM: "dumb", COLUMNS: "4000", HISTFILE: "" },
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const timer = setTimeout(() => child.kill("SIGKILL"), DEADLINE_MS);
  const writer = child.stdin.getWriter();
  const frames = framesOf(child.stdout);
  await frames.next();
  return {
    async complete(line: string): Promise<readonly string[]> {
      await writer.write(new TextEncoder().encode(`${line}${keys}\r`));
      const typed = line.split(" ").length - 2;
      const { value } = await frames.next();
      await frames.next();
      return (value ?? "").split("\t").slice(typed, -1);
    },
    async [Symbol.asyncDispose](): Promise<void> {
      clearTimeout(timer);
      child.kill("SIGKILL");
      await writer.close().catch(() => {});
      await frames.return(undefined);
      await child.status;
      await Deno.remove(home, { recursive: true });
    },
  };
}

/** The texts between delimiters; a prompt is an empty one. */
async function* framesOf(
  stream: ReadableStream<Uint8Array>,
): AsyncGenerator<string, undefined> {
  let text = "";
  for await (const piece of stream.pipeThrough(new TextDecoderStream())) {
    text += piece;
    for (let found = FRAME.exec(text); found; found = FRAME.exec(text)) {
      text = text.slice(found.index + found[0].length);
      yield found[1] ?? "";
    }
  }
  throw new Error(`The shell ended: ${text}`);
}

/** Fish prints its completions without a terminal. */
async function openFish(directory: string): Promise<Shell> {
  const script = await completionsFor("fish");
  const complete = async (line: string): Promise<readonly string[]> => {
    const child = new Deno.Command("fish", {
      args: ["--no-config", "-c", `${script}\ncomplete -C $argv[1]`, line],
      cwd: directory,
    });
    const { stdout } = await child.output();
    const text = new TextDecoder().decode(stdout);
    return text.split("\n").slice(0, -1).map((one) => one.split("\t")[0] ?? "");
  };
  return { complete, [Symbol.asyncDispose]: () => Promise.resolve() };
}
