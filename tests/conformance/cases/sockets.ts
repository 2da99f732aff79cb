// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assertEquals } from "@std/assert";
import { type Case, valueOf } from "../suite.ts";

/** What Python has of sockets, names of hosts and locales: errors that say so, and no invented answers. */
export const socketCases: readonly Case[] = [
  {
    name: "sockets, names of hosts and locales that are not there are errors",
    async check({ language, shared }) {
      if (language !== "python") return;
      const tried = `import asyncio, locale, smtplib, socket
def end(act):
    try: return act()
    except Exception as error: return f"{type(error).__name__}: {error}"
own = socket.socket()
`;
      const noSockets =
        "this sandbox has no sockets: use urllib.request or http.client, if the host grants a network";
      const unknown =
        `gaierror: [Errno -2] Name or service not known (${noSockets})`;
      const refused = `OSError: [Errno 138] ${noSockets}`;
      const attempts: Readonly<Record<string, unknown>> = {
        "socket.gethostbyname('example.com')": unknown,
        "socket.getaddrinfo('example.com', 80)": unknown,
        "socket.create_connection(('example.com', 80), 1)": unknown,
        "smtplib.SMTP('example.com')": unknown,
        "socket.gethostbyname('localhost')": "127.0.0.1",
        "socket.gethostbyname('10.1.2.3')": "10.1.2.3",
        "own.connect(('10.1.2.3', 80))": refused,
        "own.bind(('', 0))": refused,
        "asyncio.run(asyncio.open_connection('10.1.2.3', 80))": refused,
        "locale.setlocale(locale.LC_ALL, 'de_DE.UTF-8')":
          "Error: unsupported locale setting: this sandbox has the locale C.UTF-8 only, and not 'de_DE.UTF-8'",
        "locale.setlocale(locale.LC_NUMERIC, 'C')": "C",
        "__import__('webbrowser').open('http://example.com')": false,
      };
      const sandbox = await shared();
      for (const [attempt, value] of Object.entries(attempts)) {
        const code = `${tried}end(lambda: ${attempt})`;
        assertEquals(await valueOf(sandbox, code), value, attempt);
      }
    },
  },
];
