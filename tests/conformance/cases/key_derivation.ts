// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assertEquals, assertMatch } from "@std/assert";
import { type Case, expectStatus, valueOf } from "../suite.ts";

/** Python and its value, as CPython has them with OpenSSL. */
const VALUES: readonly (readonly [code: string, value: unknown])[] = [
  // The vectors of RFC 7914, sections 11 and 12.
  [
    "hashlib.pbkdf2_hmac('sha256', b'passwd', b'salt', 1, 64).hex()",
    "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc" +
    "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783",
  ],
  [
    "hashlib.scrypt(b'', salt=b'', n=16, r=1, p=1, dklen=64).hex()",
    "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442" +
    "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906",
  ],
  [
    "hashlib.pbkdf2_hmac('sha1', b'p' * 100, bytearray(b'salt'), 3).hex()",
    "bb44bd3139365e925decbcc5e3287debe405a989",
  ],
  [
    "import shelve\nwith shelve.open('shelf') as s: s['a'] = [1]; s['b'] = {'x': (1,)}\n" +
    "with shelve.open('shelf') as s: r_ = [s['a'], sorted(s), 'c' in s]\nr_",
    [[1], ["a", "b"], false],
  ],
  [
    "import dbm\nwith dbm.open('db', 'n') as d: d['k'] = 'v'; d[b'l'] = b''; del d['l']\n" +
    "with dbm.open('db') as d: r_ = [d['k'] == b'v', len(d), d.get('l')]\n[*r_, bool(dbm.whichdb('db')), dbm.whichdb('no')]",
    [true, 1, null, true, null],
  ],
  ["import signal\nsignal.alarm(0)", 0],
];

/** Python that cannot work in a sandbox, and the error that says so. */
const ERRORS: readonly (readonly [code: string, error: RegExp])[] = [
  [
    "hashlib.scrypt(b'', salt=b'', n=2**14, r=8, p=1)",
    /ValueError: scrypt is limited .* sandbox.*pbkdf2_hmac/,
  ],
  ["hashlib.scrypt(b'', salt=b'', n=3, r=8, p=1)", /ValueError: n must be/],
  ["hashlib.pbkdf2_hmac('sha256', b'', b'', 0)", /ValueError: iteration value/],
  ["hashlib.pbkdf2_hmac('none', b'', b'', 1)", /ValueError: unsupported hash/],
  ["hashlib.pbkdf2_hmac('sha256', '', b'', 1)", /TypeError/],
  ["import signal\nsignal.alarm(5)", /sandbox: use asyncio.timeout/],
  [
    "import signal\nsignal.setitimer(signal.ITIMER_REAL, 1)",
    /sandbox: use asyncio.timeout/,
  ],
  ["import dbm\ndbm.open('missing')", /error: db file doesn't exist/],
  [
    "import dbm\ndbm.open('db', 'n').close()\ndbm.open('db', 'r')['a'] = 'b'",
    /error: the database is open for reading only/,
  ],
];

/** What other Pythons have of OpenSSL and of the system. */
export const keyDerivationCases: readonly Case[] = [
  {
    name: "pbkdf2_hmac, scrypt, dbm and shelve work as in CPython",
    async check({ shared, language }) {
      if (language !== "python") return;
      const sandbox = await shared();
      await sandbox.run("import hashlib");
      for (const [code, value] of VALUES) {
        assertEquals(await valueOf(sandbox, code), value, code);
      }
    },
  },
  {
    name: "an alarm or an expensive scrypt is an error that says why",
    async check({ shared, language }) {
      if (language !== "python") return;
      const sandbox = await shared();
      await sandbox.run("import hashlib");
      for (const [code, error] of ERRORS) {
        const result = await sandbox.run(code);
        expectStatus(result, "error");
        assertMatch(result.error.traceback, error, code);
      }
      // The sandbox is shared with other cases.
      await sandbox.run(
        "import os\nfor name in ('shelf', 'db'): os.remove(name)",
      );
    },
  },
];
