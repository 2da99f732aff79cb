// Pandas and a plot from a Deno script, after `sandglass install cpython`:
//
//   deno run -A examples/sales.ts plot.png

import { run } from "../mod.ts";

const read = (name: string): Promise<string> =>
  Deno.readTextFile(new URL(name, import.meta.url));

const result = await run(await read("sales.py"), {
  engine: "cpython",
  files: { "sales.csv": await read("sales.csv") },
});
if (result.status !== "ok") {
  throw new Error(
    result.status === "error" ? result.error.traceback : result.status,
  );
}
console.log(result.stdout);

const picture = result.displays[0]?.["image/png"];
const [path = "plot.png"] = Deno.args;
if (picture instanceof Uint8Array) await Deno.writeFile(path, picture);
