// deno-lint-ignore-file
import {
  access,
  appendFile,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { tmpdir } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";
import { constants, createWriteStream, existsSync } from "node:fs";
import { once } from "node:events";
const dir = await mkdtemp(join(tmpdir(), "x-"));
await mkdir(join(dir, "a/b"), { recursive: true });
await Promise.all(
  ["1", "2", "3"].map((n) =>
    writeFile(join(dir, "a", `${n}.txt`), `file ${n}\n`)
  ),
);
await appendFile(join(dir, "a/1.txt"), "more");
await copyFile(join(dir, "a/1.txt"), join(dir, "a/b/copy.txt"));
await rename(join(dir, "a/2.txt"), join(dir, "a/b/two.txt"));
async function* walk(d) {
  for (const e of await readdir(d, { withFileTypes: true })) {
    const p = join(d, e.name);
    if (e.isDirectory()) yield* walk(p);
    else yield p;
  }
}
const found = [];
for await (const p of walk(dir)) found.push(p.slice(dir.length));
console.log(found.sort());
console.log(
  (await readFile(join(dir, "a/1.txt"), "utf8")).split("\n"),
  (await stat(join(dir, "a"))).isDirectory(),
  (await readdir(dir, { recursive: true })).sort(),
);
try {
  await access(join(dir, "none"), constants.R_OK);
} catch (e) {
  console.log(e.code, e.syscall);
}
const ws = createWriteStream(join(dir, "big.txt"));
for (let i = 0; i < 1000; i++) {
  if (!ws.write(`line ${i}\n`)) await once(ws, "drain");
}
ws.end();
await once(ws, "finish");
console.log((await stat(join(dir, "big.txt"))).size, ws.bytesWritten);
await rm(dir, { recursive: true, force: true });
console.log(
  existsSync(dir),
  basename(fileURLToPath("file:///a/b%20c.txt")),
  pathToFileURL("/x y").href,
  extname(import.meta.url),
);
const results = await Promise.allSettled([
  Promise.resolve(1),
  Promise.reject(new Error("no")),
  (async () => {
    throw new TypeError("t");
  })(),
]);
console.log(results.map((r) => r.status + ":" + (r.value ?? r.reason.message)));
