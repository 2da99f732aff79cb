// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals } from "@std/assert";
import { type Case, valueOf } from "../suite.ts";

const RANDOM = {
  python:
    "import random, secrets, uuid, os\n[random.random(), random.getrandbits(64), secrets.token_hex(16), uuid.uuid4().hex, os.urandom(8)]",
  javascript:
    "[Math.random(), Math.random(), crypto.randomUUID(), crypto.getRandomValues(new Uint8Array(8))]",
};

const SETTINGS = {
  env: { GREETING: "grüß = dich" },
  args: ["-x", "", "ä ö", "--flag=1"],
};

/** Options of a sandbox. */
export const settingCases: readonly Case[] = [
  {
    name: "env is the guest's whole environment",
    async check({ shared, pick }) {
      const sandbox = await shared(SETTINGS);
      const seen = await valueOf(
        sandbox,
        pick({
          python: "import os\ndict(os.environ)",
          javascript: "({ ...process.env })",
        }),
      );
      const { GREETING, ...others } = Object(seen);
      assertEquals(GREETING, SETTINGS.env.GREETING);
      // The engine may set variables of its own; none of the host's appear.
      const own = ["HOME", "LANG", "PATH", "PYTHONHASHSEED"];
      assertEquals(Object.keys(others).filter((one) => !own.includes(one)), []);
    },
  },
  {
    name: "args are the guest's arguments",
    async check({ shared, pick }) {
      const sandbox = await shared(SETTINGS);
      const seen = await valueOf(
        sandbox,
        pick({
          python: "import sys\nsys.argv[1:]",
          javascript: "[...scriptArgs]",
        }),
      );
      assertEquals(seen, SETTINGS.args);
    },
  },
  {
    name: "an equal seed makes runs repeat",
    async check({ open, pick }) {
      const [one, two] = await Promise.all([
        open({ seed: 7 }),
        open({ seed: 7 }),
      ]);
      assertEquals(
        await valueOf(one, pick(RANDOM)),
        await valueOf(two, pick(RANDOM)),
      );
    },
  },
  {
    name: "another seed, or no seed, makes runs differ",
    async check({ open, pick }) {
      const sandboxes = await Promise.all([
        open({ seed: 8 }),
        open(),
        open(),
      ]);
      const seen = new Set<string>();
      let values = 0;
      for (const sandbox of sandboxes) {
        const drawn = await valueOf(sandbox, pick(RANDOM));
        assert(Array.isArray(drawn));
        for (const [at, value] of drawn.entries()) {
          seen.add(`${at}: ${value}`);
          values++;
        }
      }
      assertEquals(seen.size, values);
    },
  },
];
