/**
 * Long results, which would end the connection: the official clients accept no message of 10 MiB.
 *
 * @module
 */
import { assertEquals, assertMatch } from "@std/assert";
import { assertFits } from "../_assert_fits.ts";
import { type Cases, structuredOf, textOf } from "../_case.ts";

/** The cases about long results. */
export const LONG_ANSWERS: Cases = {
  "no guest causes a response that is too long for a client": async (
    client,
  ) => {
    const tools = await client.listTools();
    const tool = tools.find(({ name }) => name === "run_python");
    const session = "long";
    for (
      const [code, words] of [
        [
          "import sys\nfor stream in (sys.stdout, sys.stderr): print('\\x01' * 1_000_000, file=stream)\n'\\x01' * 300_000",
          /bytes left out: the file \.output\/stdout-\d+\.txt of the session has all/,
        ],
        [
          "class P:\n    def _repr_png_(self): return b'x' * 7_900_000\ndisplay(P())",
          /no output/,
        ],
        [
          "for i in range(3000): open(f'{i}' + '\\x01' * 200, 'w').close()",
          /files: .* and 2968 more/,
        ],
        ["open('a.txt', 'w').write('\\n' * 5_000_000)", /files: a.txt/],
      ] as const
    ) {
      const result = await client.call("run_python", { code, session });
      const { status } = structuredOf(result);
      assertEquals(result.isError, status !== "ok");
      assertMatch(textOf(result), words);
      assertFits(tool, result);
    }
    const read = await client.call("read_file", { path: "a.txt", session });
    assertEquals(read.isError, true);
    assertMatch(textOf(read), /as it has 5000000 bytes/);
    const listed = await client.call("list_files", { session });
    assertEquals(listed.isError ?? false, false);
    await client.listResources();
    const error = await client.readResource("sandglass://long/a.txt")
      .catch((error) => error);
    assertMatch(String(error), /as it has 5000000 bytes/);
    const alias = await client.call("run_python_code", {
      python_code:
        "print('\\x01' * 1_000_000)\nx = ['y'] * 100_000\nfor _ in range(900): x = [x]\nx",
    });
    assertMatch(textOf(alias), /^<status>success</);
    await client.call("reset_session", { session });
  },
};
