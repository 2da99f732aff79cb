import { makeWheel } from "./_make_wheel.ts";

/** What a package needs on some systems only. */
export const OLDER = await makeWheel({ name: "older" });

/** Wheels for an index: `app`, and what it needs, in several versions and for several systems. */
export const WHEELS = [
  await makeWheel({
    name: "app",
    version: "1.2",
    metadata: [
      "Requires-Dist: base-lib>=1,<3",
      'Requires-Dist: browser; sys_platform == "emscripten"',
      'Requires-Dist: older; python_version < "3.12"',
      "Requires-Dist: host; sys_platform == 'linux'",
    ],
  }),
  ...await Promise.all(
    ["0.9", "2.0", "3.0"].map((version) =>
      makeWheel({ name: "base-lib", version })
    ),
  ),
  await makeWheel({ name: "browser" }),
  OLDER,
  await makeWheel({ name: "host" }),
];
