// deno-lint-ignore-file
const crypto = require("node:crypto");
const data = [
  "",
  "hello",
  "x".repeat(200),
  Buffer.from([0, 255, 128]),
  "grüße €",
];
for (const name of ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"]) {
  for (const one of data) {
    console.log(name, crypto.createHash(name).update(one).digest("hex"));
  }
  console.log(
    crypto.createHmac(name, "key").update("a").update("b").digest("base64"),
  );
  console.log(
    crypto.createHmac(name, "k".repeat(200)).update("long key").digest(
      "base64url",
    ),
  );
}
for (let n = 50; n < 130; n += 1) {
  console.log(
    crypto.createHash("sha512").update("a".repeat(n)).digest("hex").slice(
      0,
      16,
    ),
    crypto.createHash("sha256").update("a".repeat(n)).digest("hex").slice(
      0,
      16,
    ),
    crypto.createHash("md5").update("a".repeat(n)).digest("hex").slice(0, 8),
  );
}
console.log(
  crypto.pbkdf2Sync("password", "salt", 20, 50, "sha512").toString("hex"),
);
console.log(
  Buffer.from(crypto.hkdfSync("sha256", "key", "salt", "info", 42)).toString(
    "hex",
  ),
);
console.log(
  crypto.randomUUID().match(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/) !==
    null,
  crypto.randomBytes(8).length,
  crypto.randomInt(5) < 5,
  crypto.randomInt(3, 4),
);
console.log(
  crypto.timingSafeEqual(Buffer.from("a"), Buffer.from("a")),
  crypto.timingSafeEqual(Buffer.from("a"), Buffer.from("b")),
);
const h = crypto.createHash("sha256");
h.update("a");
const copy = h.copy();
h.update("b");
console.log(
  copy.digest("hex") === crypto.createHash("sha256").update("a").digest("hex"),
);
try {
  h.digest();
  h.digest();
} catch (e) {
  console.log(e.code);
}
try {
  crypto.timingSafeEqual(Buffer.from("a"), Buffer.from("ab"));
} catch (e) {
  console.log(e.name);
}
crypto.randomBytes(4, (e, b) => console.log(e, b.length));
const s = crypto.createHash("md5");
s.setEncoding("hex");
s.on("data", (d) => console.log("stream", d));
s.write("abc");
s.end();
