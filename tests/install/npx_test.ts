import { assertEquals, assertMatch } from "@std/assert";
import { VERSION } from "../../core/version.ts";
import { isThere } from "../cli/_shells.ts";
import { Newcomer } from "./_newcomer.ts";
import { publishedRegistry } from "./_registry.ts";

const PACKAGE = new URL("../../npm/", import.meta.url);

Deno.test("the npm package has the version of the program that it starts", async () => {
  const text = await Deno.readTextFile(new URL("package.json", PACKAGE));
  assertEquals(JSON.parse(text).version, VERSION);
});

Deno.test({
  name: "npx runs the program for a user who has only Node and npm",
  ignore: !isThere("npx"),
  async fn(): Promise<void> {
    await using registry = await publishedRegistry();
    await using person = new Newcomer({ JSR_URL: registry.url });
    const packed = await person.types(
      `npm pack --silent ${decodeURIComponent(PACKAGE.pathname)}`,
    );
    assertEquals(packed.stdout, `sandglass-${VERSION}.tgz\n`, packed.stderr);
    await person.types(`mkdir empty && mv ${packed.stdout.trim()} ..`);
    const npx = (args: string): ReturnType<Newcomer["types"]> =>
      person.types(
        `cd empty && npx --yes --package=$HOME/../sandglass-${VERSION}.tgz -- sandglass ${args}`,
      );
    const first = await npx("run --json -l javascript -e '6 * 7'");
    assertMatch(first.stdout, /^\{/, first.stderr);
    const { isolation, value } = JSON.parse(first.stdout);
    assertEquals([isolation, value], ["process", 42]);
    const thread = await npx("run --isolation thread -e 'sum(range(10))'");
    assertEquals([thread.status, thread.stdout], [0, "45\n"], thread.stderr);
    // npx does not change the project in which it runs.
    await person.writes("empty/package.json", '{ "name": "project" }');
    await person.writes("empty/deno.json", '{ "lock": { "frozen": true } }');
    await person.writes("empty/deno.lock", '{ "version": "5" }');
    for (const isolation of ["process", "thread"]) {
      const frozen = await npx(`run --isolation ${isolation} -e '6 * 7'`);
      assertEquals([frozen.status, frozen.stdout], [0, "42\n"], frozen.stderr);
    }
    assertEquals(
      (await person.types("cat empty/deno.lock")).stdout,
      '{ "version": "5" }',
    );
    const endless = await npx("run --timeout 500ms -e 'while True: pass'");
    assertEquals(endless.status, 124, endless.stderr);
    // A guest's access first needs a Deno permission, before the command.
    const mount =
      "run --mount ../results:/out:rw -e \"open('/out/a', 'w').write('x')\"";
    await person.types("mkdir results");
    assertEquals((await npx(mount)).status, 3);
    const granted = await npx(`--allow-write=../results ${mount}`);
    assertEquals(granted.status, 0, granted.stderr);
    assertEquals((await person.types("cat results/a")).stdout, "x");
  },
});
