import { assert, assertEquals } from "@std/assert";
import {
  HOST_FILES,
  type HostFiles,
} from "../../../../sandbox/host_requests/mounts/host_files.ts";
import {
  errnoOf,
  flags,
  names,
  readAll,
  SECRET,
  TestDirectory,
} from "./_directory.ts";

/** How often it is tried; a check that asks nothing twice fails in the first few. */
const ATTEMPTS = 400;

/**
 * The host's files as they are while someone swaps `inside/d` with a link to `outside`, before each single operation if
 * it likes.
 */
function swapping(
  { inside, outside }: TestDirectory,
  isSwapped: () => boolean,
): HostFiles {
  const at = (path: string): string =>
    isSwapped() ? path.replace(`${inside}/d`, outside) : path;
  return {
    ...HOST_FILES,
    realPath: (path) => HOST_FILES.realPath(at(path)),
    realPathSync: (path) => HOST_FILES.realPathSync(at(path)),
    lstatSync: (path) => HOST_FILES.lstatSync(at(path)),
    readDir: (path) => HOST_FILES.readDir(at(path)),
    open: (path, options) => HOST_FILES.open(at(path), options),
    create: (path) => HOST_FILES.create(at(path)),
  };
}

/** What a mount would do that looks, and then opens. */
async function readNaively(
  files: HostFiles,
  { inside }: TestDirectory,
): Promise<string> {
  const real = await files.realPath(`${inside}/d/file.txt`);
  if (!real.startsWith(`${inside}/`)) return "refused";
  const file = await files.open(real, { write: false });
  try {
    const bytes = new Uint8Array(100);
    return new TextDecoder().decode(
      bytes.subarray(0, await file.read(0, bytes)),
    );
  } finally {
    file.close();
  }
}

/** Ways of swapping: at random, after every so many operations, or for good after so many. */
const WAYS: Readonly<Record<string, () => () => boolean>> = {
  "at random": () => () => Math.random() < 0.5,
  "seldom": () => () => Math.random() < 0.1,
  "mostly": () => () => Math.random() < 0.9,
  "by turns": () => {
    let operations = 0;
    return () => operations++ % 2 === 1;
  },
  "by turns, the other way round": () => {
    let operations = 0;
    return () => operations++ % 2 === 0;
  },
  "after the first look": () => {
    let operations = 0;
    return () => operations++ > 0;
  },
  "while it is opened": () => {
    let operations = 0;
    return () => ++operations % 3 === 0;
  },
};

async function attack(
  read: (files: HostFiles, directory: TestDirectory) => Promise<string>,
): Promise<Set<string>> {
  await using directory = new TestDirectory();
  directory.write("d/file.txt", "inside");
  const seen = new Set<string>();
  for (const way of Object.values(WAYS)) {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      seen.add(
        await read(swapping(directory, way()), directory).catch(() =>
          "refused"
        ),
      );
    }
  }
  directory.assertOutsideUntouched();
  return seen;
}

Deno.test("HostDirectory gives no content of a directory that is swapped for a link", async () => {
  const seen = await attack(async (files, directory) => {
    const tree = await directory.open({ files });
    return await readAll(tree, "d/file.txt");
  });
  assert(!seen.has(SECRET));
});

Deno.test("control: looking and then opening gives content of a directory that is swapped for a link", async () => {
  assert((await attack(readNaively)).has(SECRET));
});

Deno.test("HostDirectory returns content if no directory is swapped", async () => {
  await using directory = new TestDirectory();
  directory.write("d/file.txt", "inside");
  const tree = await directory.open({
    files: swapping(directory, () => false),
  });
  assertEquals(await readAll(tree, "d/file.txt"), "inside");
});

Deno.test("HostDirectory writes nothing into a directory that is swapped for a link", async () => {
  const seen = await attack(async (files, directory) => {
    const tree = await directory.open({ files });
    const file = await tree.open(
      names("d/file.txt"),
      flags({ write: true, truncate: true }),
    );
    await file.write(0, new TextEncoder().encode("inside"));
    file.close();
    return "written";
  });
  assert(seen.has("refused"));
});

Deno.test("HostDirectory gives no name and no size of a directory that is swapped for a link", async () => {
  await using directory = new TestDirectory();
  directory.write("d/other.txt", "");
  directory.write("d/file.txt", "inside");
  for (const way of Object.values(WAYS)) {
    for (let attempt = 0; attempt < ATTEMPTS / 10; attempt++) {
      const tree = await directory.open({ files: swapping(directory, way()) });
      const listed = await tree.list(["d"]).then(
        (entries) => entries.length,
        () => 2,
      );
      assertEquals(listed, 2);
      const size = await tree.stat(["d", "file.txt"]).then(
        (stat) => stat.size,
        () => 6,
      );
      assertEquals(size, 6);
    }
  }
});

Deno.test("HostDirectory makes nothing but an empty file in a directory that is swapped at that moment", async () => {
  await using directory = new TestDirectory();
  directory.write("d/file.txt", "inside");
  let isSwapped = false;
  const files = swapping(directory, () => isSwapped);
  const tree = await directory.open({
    files: {
      ...files,
      create: async (path) => {
        isSwapped = true;
        const file = await files.create(path);
        isSwapped = false;
        return file;
      },
    },
  });
  const create = flags({ write: true, create: true });
  assert(await errnoOf(tree.open(names("d/new.txt"), create)) !== "none");
  assertEquals(await Deno.readTextFile(`${directory.outside}/new.txt`), "");
});
