/**
 * Sessions, and what is refused to a client.
 *
 * @module
 */
import { assertEquals, assertMatch } from "@std/assert";
import { type Cases, structuredOf, textOf } from "../_case.ts";

/** The cases about sessions. */
export const SESSIONS: Cases = {
  "named sessions are separate": async (client) => {
    await client.call("run_python", { code: "z = 1", session: "one" });
    const other = await client.call("run_python", {
      code: "z",
      session: "two",
    });
    assertMatch(textOf(other), /NameError/);
    const same = await client.call("run_python", { code: "z", session: "one" });
    assertEquals(structuredOf(same).value, 1);
    assertEquals(structuredOf(same).session, "one");
    const ended = await client.call("reset_session", { session: "one" });
    assertEquals(structuredOf(ended), { ended: true });
    const after = await client.call("run_python", {
      code: "z",
      session: "one",
    });
    assertMatch(textOf(after), /NameError/);
    const bad = await client.call("run_python", { code: "1", session: "../x" });
    assertEquals(bad.isError, true);
    assertMatch(textOf(bad), /its name must be/);
  },

  "names of object properties are ordinary session names": async (client) => {
    for (const name of ["__proto__", "constructor"]) {
      const session = await client.call("run_python", {
        code: "1",
        session: name,
      });
      assertEquals(structuredOf(session).session, name);
      await client.call("reset_session", { session: name });
      const file = await client.call("write_file", {
        path: name,
        content: "x",
      });
      assertEquals(structuredOf(file).path, name);
    }
  },

  "a refused request is reported in its result": async (client) => {
    for (
      const [name, args, words] of [
        ["run_python", { code: "1", timeout_ms: -1 }, /timeout_ms/],
        ["run_python", { code: "1", timeout_ms: 0 }, /timeout_ms/],
        ["run_python", { code: 1 }, /code/],
        ["run_python", {}, /code/],
        ["read_file", { path: "../../etc/passwd" }, /must not leave \/work/],
        ["read_file", { path: "none" }, /no such file|as there is no/i],
        ["write_file", { path: "/etc/x", content: "" }, /^Cannot use path/],
        ["write_file", { path: "a\0b", content: "" }, /^Cannot use path/],
        [
          "write_file",
          { path: "a", content: "%", encoding: "base64" },
          /no base64/,
        ],
      ] as const
    ) {
      const result = await client.call(name, args).catch((error) => ({
        isError: true,
        content: [{ type: "text", text: String(error) }],
      }));
      assertEquals(result.isError, true, name);
      assertMatch(textOf(result), words);
    }
  },
};
