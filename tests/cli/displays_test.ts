import { assertEquals } from "@std/assert";
import { sandglass, usualFlags } from "./_cli.ts";

const CODE = {
  python: `
class Picture:
    def _repr_png_(self):
        return bytes(2048)
    def __repr__(self):
        return "a picture"
print("first", end="")
display("text", Picture())
Picture()`,
  javascript: `
console.log("first");
display("text");
display(new Uint8Array(2048), "image/png")`,
};

Deno.test("run prints displays in order, in the form that a terminal supports", async () => {
  const python = await sandglass(["run", "-e", CODE.python]);
  assertEquals(python, {
    status: 0,
    stdout:
      "first\n'text'\na picture\n[image/png, 2KiB]\n[image/png, 2KiB]\na picture\n",
    stderr: "",
  });
  const javascript = await sandglass(
    ["run", "-l", "js", "-e", CODE.javascript],
  );
  assertEquals(javascript.stdout, "first\n'text'\n[image/png, 2KiB]\n");
});

Deno.test("run --json prints displays, with bytes in base64", async () => {
  const { stdout } = await sandglass([
    "run",
    "--json",
    "-e",
    "class A:\n  def _repr_png_(self): return b'png'\ndisplay(A(), 5)",
  ]);
  const [first, second] = JSON.parse(stdout).displays;
  assertEquals(first["image/png"], { base64: "cG5n" });
  assertEquals(second, { "text/plain": "5" });
});

Deno.test("run --out writes the displays that a terminal cannot show", async () => {
  const directory = await Deno.makeTempDir();
  try {
    const { status, stdout } = await sandglass(
      ["run", "--out", directory, "-e", CODE.python],
      {
        flags: usualFlags().map((flag) =>
          flag.startsWith("--allow-write") ? `${flag},${directory}` : flag
        ),
      },
    );
    assertEquals([status, stdout.includes("a picture")], [0, true]);
    const names = (await Array.fromAsync(Deno.readDir(directory)))
      .map(({ name }) => name).sort();
    assertEquals(names, ["display-2.png", "display-3.png"]);
    const png = await Deno.readFile(`${directory}/display-2.png`);
    assertEquals(png, new Uint8Array(2048));
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
