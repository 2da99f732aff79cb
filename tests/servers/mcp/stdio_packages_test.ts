import { assertEquals, assertStringIncludes } from "@std/assert";
import { ofDenoRun } from "../../cli/_cli.ts";
import { CliPackages, HAS_PACKAGE_TOOL } from "../../cli/_package_place.ts";
import { structuredOf, textOf } from "./_case.ts";
import { connect, type McpClient } from "./_client.ts";

const withTools = {
  ignore: !HAS_PACKAGE_TOOL || ofDenoRun.ignore ||
    Deno.build.os === "windows",
};

/** Starts a server with packages. */
function serve(
  place: CliPackages,
  args: readonly string[],
  kind: "modern" | "first" = "modern",
): Promise<McpClient> {
  const { flags } = place.options();
  return connect(kind, { args, flags, env: place.environment });
}

function script(dependencies: string, code: string): string {
  return `# /// script\n# dependencies = ${dependencies}\n# ///\n${code}\n`;
}

Deno.test(
  "mcp --with gives sessions packages, of which a header only selects",
  withTools,
  async () => {
    await using place = await CliPackages.make();
    await using client = await serve(place, ["--with", "fruit<2"]);
    const tools = await client.listTools();
    const about = tools.find(({ name }) => name === "run_python");
    assertStringIncludes(
      about?.description ?? "",
      "Packages (no others can be installed): fruit 1.0, seeds 1.0.",
    );
    assertEquals(tools.some(({ name }) => name === "add_packages"), false);
    const run = await client.call("run_python", {
      code: script('["fruit", "seeds"]', "import fruit; fruit.version"),
    });
    assertEquals(structuredOf(run).value, "1.0", textOf(run));
    const more = await client.call("run_python", {
      code: script('["fruit>=2", "nuts"]', "print(1)"),
    });
    assertEquals([more.isError, textOf(more)], [
      true,
      "Cannot run as the header of the script needs packages that are not there: fruit>=2, nuts. There are: fruit 1.0, seeds 1.0",
    ]);
    const fresh = await client.call("run_python_code", {
      python_code: script('["nuts"]', "1"),
    });
    assertStringIncludes(textOf(fresh), "not there: nuts.");
    const missing = await client.call("run_python", { code: "import walnut" });
    assertStringIncludes(
      textOf(missing),
      "[walnut is not there, and cannot be installed from here. There are: fruit 1.0, seeds 1.0]",
    );
    assertEquals(
      place.index.requests.some((one) => one.includes("nuts")),
      false,
    );
    assertEquals(client.stderr(), "");
  },
);

Deno.test(
  "add_packages adds packages of the list only, and says what is lost",
  withTools,
  async () => {
    await using place = await CliPackages.make();
    await using client = await serve(
      place,
      ["--allow-packages", "fruit<2,nuts"],
      "first",
    );
    const python = async (code: string, session = "default"): Promise<string> =>
      textOf(await client.call("run_python", { code, session }));
    await client.call("write_file", { path: "a", content: "kept" });
    await python("x = 1");
    const refused = await client.call("add_packages", { packages: ["seeds"] });
    assertEquals([refused.isError, textOf(refused)], [
      true,
      'Cannot add "seeds" as this server allows the packages fruit, nuts only',
    ]);
    assertEquals(await python("x"), "1");
    const added = await client.call("add_packages", { packages: ["Fruit"] });
    assertEquals(structuredOf(added), {
      session: "default",
      packages: ["fruit"],
      restarted: true,
    });
    assertStringIncludes(textOf(added), "its variables are gone");
    assertEquals(
      await python(
        "import fruit\nfruit.version, open('a').read(), 'x' in dir()",
      ),
      "('1.0', 'kept', False)",
    );
    assertStringIncludes(
      await python("import fruit", "other"),
      "[fruit is not there: the tool add_packages can add it]",
    );
    const other = await client.call("add_packages", {
      packages: ["nuts", "fruit"],
      session: "third",
    });
    assertEquals(structuredOf(other).restarted, false);
    assertEquals(await python("import walnut\nwalnut.kind", "third"), "'nut'");
  },
);

Deno.test(
  "add_packages changes nothing if a package cannot be fetched",
  withTools,
  async () => {
    await using place = await CliPackages.make();
    await using client = await serve(place, ["--allow-packages=none-such"]);
    await client.call("run_python", { code: "x = 1" });
    const result = await client.call("add_packages", {
      packages: ["none-such"],
    });
    assertEquals([result.isError, textOf(result)], [
      true,
      "The sandbox could not be used (PACKAGES_FAILED); the server's log has the reason",
    ]);
    assertStringIncludes(client.stderr(), "there is no package none-such");
    const after = await client.call("run_python", { code: "x" });
    assertEquals(structuredOf(after).value, 1);
  },
);
