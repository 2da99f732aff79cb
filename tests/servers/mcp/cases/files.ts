/**
 * Files: input and output, shared between languages, and as resources.
 *
 * @module
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { type Cases, structuredOf } from "../_case.ts";
import type { ToolResult } from "../_client.ts";

/** The cases about files. */
export const FILES: Cases = {
  "files are written and read": async (client) => {
    const written = await client.call("write_file", {
      path: "data/in.csv",
      content: "a,b\n1,2\n",
    });
    assertEquals(structuredOf(written), {
      session: "default",
      path: "data/in.csv",
      bytes: 8,
    });
    const run = await client.call("run_python", {
      code: "import csv\nlist(csv.reader(open('data/in.csv')))",
    });
    assertEquals(structuredOf(run).value, [["a", "b"], ["1", "2"]]);
    await client.call("write_file", {
      path: "b.bin",
      content: "AP8=",
      encoding: "base64",
    });
    const read = await client.call("read_file", { path: "b.bin" });
    assertEquals(structuredOf(read).content, "AP8=");
    assertEquals(structuredOf(read).encoding, "base64");
    const text = await client.call("read_file", { path: "data/in.csv" });
    assertEquals(text.content, [{ type: "text", text: "a,b\n1,2\n" }]);
    assertEquals(structuredOf(text).mimeType, "text/csv");
    const listed = await client.call("list_files", { path: "data" });
    assertEquals(structuredOf(listed).files, [{
      path: "data/in.csv",
      bytes: 8,
    }]);
  },

  "a path may be written in several ways, and is reported in one": async (
    client,
  ) => {
    const session = { session: "paths" };
    const code = "fs.readdirSync('.')";
    await client.call("run_javascript", { code, ...session });
    const written = await client.call("write_file", {
      path: "/work/d/.././a.txt",
      content: "1",
      ...session,
    });
    assertEquals(structuredOf(written).path, "a.txt");
    const read = await client.call("read_file", {
      path: "./a.txt",
      ...session,
    });
    assertEquals(structuredOf(read).path, "a.txt");
    const seen = await client.call("run_python", {
      code: "import os\nos.listdir('.')",
      ...session,
    });
    assertEquals(structuredOf(seen).value, ["a.txt"]);
    await client.call("reset_session", session);
  },

  "both languages share /work, including removals": async (client) => {
    const session = { session: "shared" };
    const run = (language: string, code: string): Promise<ToolResult> =>
      client.call(`run_${language}`, { code, ...session });
    await run(
      "python",
      "open('a.txt', 'w').write('1'); open('b.txt', 'w').write('2')",
    );
    const seen = await run(
      "javascript",
      "const was = fs.readdirSync('.').sort(); fs.unlinkSync('a.txt'); fs.writeFileSync('b.txt', '3'); fs.writeFileSync('c.txt', '4'); was",
    );
    assertEquals(structuredOf(seen).value, ["a.txt", "b.txt"]);
    const back = await run(
      "python",
      "import os\nos.remove('c.txt')\nsorted(os.listdir('.')), open('b.txt').read()",
    );
    assertEquals(structuredOf(back).value, { $tuple: [["b.txt"], "3"] });
    const last = await run("javascript", "fs.readdirSync('.')");
    assertEquals(structuredOf(last).value, ["b.txt"]);
  },

  "a file replaces a directory, and a directory a file": async (
    client,
  ) => {
    const session = { session: "shared" };
    const python = (code: string): Promise<ToolResult> =>
      client.call("run_python", { code, ...session });
    await python(
      "import os\nos.makedirs('x'); open('x/y', 'w').write('1'); open('z', 'w').write('2')",
    );
    const code =
      "fs.unlinkSync('x/y'); fs.rmdirSync('x'); fs.writeFileSync('x', 'file'); fs.unlinkSync('z'); fs.mkdirSync('z'); fs.writeFileSync('z/y', 'in it')";
    await client.call("run_javascript", { code, ...session });
    const result = await python("[open('x').read(), open('z/y').read()]");
    assertEquals(structuredOf(result).value, ["file", "in it"]);
  },

  "files of a stopped run are visible in the other language": async (
    client,
  ) => {
    const session = { session: "shared" };
    const read = { code: "fs.readFileSync('late', 'utf8')", ...session };
    for (const text of ["first", "second"]) {
      const stopped = await client.call("run_python", {
        code: `open('late', 'w').write('${text}')
while True: pass`,
        timeout_ms: 300,
        ...session,
      });
      // A busy machine may kill a guest that it could have stopped; then its files are lost.
      if (structuredOf(stopped).stateLost === true) return;
      const seen = await client.call("run_javascript", read);
      assertEquals(structuredOf(seen).value, text);
    }
  },

  "small files are in the result, large ones are links": async (client) => {
    const result = await client.call("run_python", {
      code:
        "open('small file.txt', 'w').write('s')\nopen('large.csv', 'w').write('x' * 20_000)",
      session: "files",
    });
    const rest = result.content.slice(1);
    const small = rest.find(({ type }) => type === "resource")?.resource;
    assertEquals(small, {
      uri: "sandglass://files/small%20file.txt",
      mimeType: "text/plain",
      text: "s",
    });
    const link = rest.find(({ type }) => type === "resource_link");
    assertEquals([link?.uri, link?.name, link?.size, link?.mimeType], [
      "sandglass://files/large.csv",
      "large.csv",
      20_000,
      "text/csv",
    ]);
    const [content] = await client.readResource(link?.uri ?? "");
    assertEquals(content?.text?.length, 20_000);
  },

  "resources are the files of all sessions": async (client) => {
    await client.call("write_file", {
      path: "a/ä #?.md",
      content: "# hi",
      session: "res",
    });
    const uri = "sandglass://res/a/%C3%A4%20%23%3F.md";
    const listed = await client.listResources();
    const found = listed.find((resource) => resource.uri === uri);
    assertEquals([found?.name, found?.size, found?.mimeType], [
      "a/ä #?.md",
      4,
      "text/markdown",
    ]);
    assertEquals(await client.readResource(uri), [
      { uri, mimeType: "text/markdown", text: "# hi" },
    ]);
    for (const unknown of ["sandglass://res/b", "sandglass://nobody/a"]) {
      const error = await client.readResource(unknown).catch((error) => error);
      assert(error instanceof Error, unknown);
      assertMatch(error.message, /not found/i);
    }
  },
};
