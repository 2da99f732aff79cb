// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assertEquals } from "@std/assert";
import {
  type Case,
  expectStatus,
  type PerLanguage,
  valueOf,
} from "../suite.ts";

/** A case in which an expression has this value. */
function gives(
  name: string,
  code: PerLanguage<string>,
  expected: PerLanguage<unknown>,
): Case {
  return {
    name,
    async check({ shared, pick }) {
      assertEquals(await valueOf(await shared(), pick(code)), pick(expected));
    },
  };
}

const at = (text: string): Date => new Date(text);

/** Dates and large numbers. */
export const numberCases: readonly Case[] = [
  gives("dates before 1970, and at its start", {
    python:
      "import datetime as d\n[d.datetime(1970, 1, 1), d.datetime(1969, 12, 31, 23, 59, 59, 999000), d.datetime(1, 1, 1)]",
    javascript: "[new Date(0), new Date(-1), new Date('0001-01-01T00:00:00Z')]",
  }, {
    python: [
      at("1970-01-01T00:00:00.000Z"),
      at("1969-12-31T23:59:59.999Z"),
      at("0001-01-01T00:00:00.000Z"),
    ],
    javascript: [
      at("1970-01-01T00:00:00.000Z"),
      at("1969-12-31T23:59:59.999Z"),
      at("0001-01-01T00:00:00.000Z"),
    ],
  }),
  gives("the last possible date", {
    python:
      "import datetime as d\nd.datetime(9999, 12, 31, 23, 59, 59, 999000)",
    javascript: "new Date(8.64e15)",
  }, {
    python: at("9999-12-31T23:59:59.999Z"),
    javascript: new Date(8.64e15),
  }),
  gives("a date of another zone is the same moment", {
    python:
      "import datetime as d\nd.datetime(2020, 1, 1, 12, tzinfo=d.timezone(d.timedelta(hours=5, minutes=30)))",
    javascript: "new Date('2020-01-01T12:00:00+05:30')",
  }, {
    python: at("2020-01-01T06:30:00.000Z"),
    javascript: at("2020-01-01T06:30:00.000Z"),
  }),
  gives("dates within lists, maps and sets", {
    python:
      "import datetime as d\nn_ = d.datetime(2020, 1, 1)\n[n_, {'a': n_}, {n_}]",
    javascript:
      "{ const n = new Date(Date.UTC(2020, 0, 1)); [n, { a: n }, new Set([n])]; }",
  }, {
    python: [
      at("2020-01-01T00:00:00Z"),
      { a: at("2020-01-01T00:00:00Z") },
      new Set([at("2020-01-01T00:00:00Z")]),
    ],
    javascript: [
      at("2020-01-01T00:00:00Z"),
      { a: at("2020-01-01T00:00:00Z") },
      new Set([at("2020-01-01T00:00:00Z")]),
    ],
  }),
  {
    name: "the guest's clock is the host's, in UTC",
    async check({ shared, pick }) {
      const before = Date.now();
      const [now, hours] = Object.values(Object(
        await valueOf(
          await shared(),
          pick({
            python:
              "import datetime as d, time\n[time.time() * 1000, d.datetime.now().replace(microsecond=0) - d.datetime.now(d.timezone.utc).replace(tzinfo=None, microsecond=0) < d.timedelta(seconds=2)]",
            javascript: "[Date.now(), new Date().getTimezoneOffset() === 0]",
          }),
        ),
      ));
      const after = Date.now();
      const isBetween = Number(now) >= before - 1_000 &&
        Number(now) <= after + 1_000;
      assertEquals([isBetween, hours], [true, true]);
    },
  },
  {
    name: "a date that cannot be encoded comes as its repr",
    async check({ shared, language }) {
      if (language === "python") return;
      const result = await (await shared()).run("new Date(NaN)");
      expectStatus(result, "ok");
      assertEquals([result.value, result.repr], [undefined, "Invalid Date"]);
    },
  },
  gives("integers around the limits of safe integers", {
    python: "[2**53 - 1, 2**53, -(2**53) + 1, -(2**53)]",
    javascript: "[2 ** 53 - 1, 2n ** 53n, -(2 ** 53) + 1, -(2n ** 53n)]",
  }, {
    python: [2 ** 53 - 1, 2n ** 53n, -(2 ** 53) + 1, -(2n ** 53n)],
    javascript: [2 ** 53 - 1, 2n ** 53n, -(2 ** 53) + 1, -(2n ** 53n)],
  }),
  gives("small numbers keep their type", {
    python: "[True, 1, 1.0, -0.0]",
    javascript: "[true, 1, 1n, -0]",
  }, { python: [true, 1, 1, -0], javascript: [true, 1, 1n, -0] }),
  gives("whole floating-point numbers past the safe integers", {
    python: "[2.0 ** 53, 1e22, -1e300, 1.7976931348623157e308]",
    javascript: "[2 ** 53, 1e22, -1e300, Number.MAX_VALUE]",
  }, {
    python: [2 ** 53, 1e22, -1e300, Number.MAX_VALUE],
    javascript: [2 ** 53, 1e22, -1e300, Number.MAX_VALUE],
  }),
  {
    name: "an integer of a hundred thousand digits arrives exactly",
    async check({ shared, pick }) {
      const value = await valueOf(
        await shared(),
        pick({
          python: "7**118_000 + 1",
          javascript: "7n ** 118_000n + 1n",
        }),
      );
      assertEquals(value === 7n ** 118_000n + 1n, true);
    },
  },
  {
    name: "arithmetic past the safe integers is exact",
    async check({ shared, pick }) {
      const value = await valueOf(
        await shared(),
        pick({
          python: "(10**40 + 1) * (10**40 - 1)",
          javascript: "(10n ** 40n + 1n) * (10n ** 40n - 1n)",
        }),
      );
      assertEquals(value, 10n ** 80n - 1n);
    },
  },
];
