// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assertEquals } from "@std/assert";
import { type Case, valueOf } from "../suite.ts";

/** Time zones: those of the language's library, and the local one. */
export const timeZoneCases: readonly Case[] = [
  {
    name: "zoneinfo has the time zones of the world",
    async check({ language, shared }) {
      if (language !== "python") return;
      assertEquals(
        await valueOf(
          await shared(),
          `from datetime import datetime, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones
def at(zone, *parts): return datetime(*parts, tzinfo=ZoneInfo(zone)).strftime("%z %Z")
try: ZoneInfo("Mars/Base")
except ZoneInfoNotFoundError as error: missing = str(error)
[at("Europe/Berlin", 2025, 7, 1), at("America/New_York", 2040, 1, 1), at("UTC", 2025, 1, 1), at("Asia/Kolkata", 1944, 1, 1),
 "Asia/Tokyo" in available_timezones(), len(available_timezones()) > 500, missing]`,
        ),
        [
          "+0200 CEST",
          "-0500 EST",
          "+0000 UTC",
          "+0630 +0630",
          true,
          true,
          "'No time zone found with key Mars/Base'",
        ],
      );
    },
  },
  {
    name: "local time is UTC, or that of TZ",
    async check({ language, open }) {
      if (language !== "python") return;
      const code = `import time
from datetime import datetime, timezone
summer = datetime(2025, 7, 1, 12, tzinfo=timezone.utc)
[time.tzname[0], time.timezone, summer.astimezone().isoformat(), summer.astimezone().tzname(),
 time.strftime("%H:%M %Z", time.localtime(0)), time.mktime((2025, 3, 30, 3, 30, 0, 0, 0, -1)), datetime(2025, 10, 26, 2, 30, fold=1).timestamp()]`;
      assertEquals(await valueOf(await open(), code), [
        "UTC",
        0,
        "2025-07-01T12:00:00+00:00",
        "UTC",
        "00:00 UTC",
        1743305400,
        1761445800,
      ]);
      const berlin = [
        "CET",
        -3600,
        "2025-07-01T14:00:00+02:00",
        "CEST",
        "01:00 CET",
        1743298200,
        1761442200,
      ];
      const sandbox = await open({ env: { TZ: "Europe/Berlin" } });
      assertEquals(await valueOf(sandbox, code), berlin);
      const set = (zone: string) =>
        `import os\nos.environ["TZ"] = "${zone}"\ntime.tzset()\n`;
      assertEquals(
        (await valueOf(sandbox, set("Asia/Tokyo") + code) as string[])[4],
        "09:00 JST",
      );
      // The same as a rule.
      assertEquals(
        await valueOf(
          sandbox,
          set("CET-1CEST,M3.5.0,M10.5.0/3") + code,
        ),
        berlin,
      );
      assertEquals(
        await valueOf(
          sandbox,
          `${
            set("<+03>-3")
          }[time.strftime("%z %Z", time.localtime(0)), time.timezone]`,
        ),
        ["+0300 +03", -10800],
      );
    },
  },
  {
    name: "a table of time changes that a guest forges does it no good",
    async check({ language, open }) {
      if (language !== "python") return;
      const sandbox = await open();
      const forged = [
        "5",
        "[]",
        "[[0]]",
        "[[0,1e300,0,'']]",
        "[[0,0,0,5]]",
        '[[NaN,0,0,"x"]]',
        '[[0,0.5,0,"x"]]',
      ];
      for (const table of forged) {
        assertEquals(
          await valueOf(
            sandbox,
            `import sandglass_host, time
try: sandglass_host.request_host("zone", ${JSON.stringify(table)})
except Exception: pass
time.strftime("%H:%M %Z", time.localtime(0))`,
          ),
          "00:00 UTC",
        );
      }
      assertEquals(
        await valueOf(
          sandbox,
          `sandglass_host.request_host("zone", '[[0, 0, 1, "' + "x" * 1000 + '"]]')
[len(time.localtime(0).tm_zone) < 20, 1 + 1]`,
        ),
        [true, 2],
      );
    },
  },
];
