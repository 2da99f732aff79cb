import { assertEquals, assertStringIncludes } from "@std/assert";
import { ofDenoRun } from "../../cli/_cli.ts";
import { CliNpm } from "../../cli/_npm_place.ts";
import { HAS_PACKAGE_TOOL } from "../../cli/_package_place.ts";
import { structuredOf, textOf } from "./_case.ts";
import { connect } from "./_client.ts";

Deno.test(
  "mcp --with gives each language its packages",
  {
    ignore: !HAS_PACKAGE_TOOL || ofDenoRun.ignore ||
      Deno.build.os === "windows",
  },
  async () => {
    await using place = await CliNpm.make();
    const { flags, env } = place.options();
    const args = ["--with", "fruit<2", "--with", "npm:@of/fruit@2"];
    await using client = await connect("modern", {
      args,
      flags,
      ...(env && { env }),
    });
    const tools = await client.listTools();
    const aboutOf = (name: string): string =>
      tools.find((one) => one.name === name)?.description ?? "";
    assertStringIncludes(
      aboutOf("run_javascript"),
      "Packages of npm (no others can be installed): @of/fruit 2.0.0.",
    );
    assertStringIncludes(
      aboutOf("run_python"),
      "Packages (no others can be installed): fruit 1.0, seeds 1.0.",
    );
    const python = await client.call("run_python", {
      code: "import fruit; fruit.version",
    });
    assertEquals(structuredOf(python).value, "1.0", textOf(python));
    const javascript = await client.call("run_javascript", {
      code: 'import { version } from "@of/fruit"; version',
    });
    assertEquals(structuredOf(javascript).value, "2.0.0", textOf(javascript));
  },
);
