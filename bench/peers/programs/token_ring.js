// Passes a token round a ring of generators.

function* member(name) {
  let passed = 0;
  let token = yield;
  while (token > 0) {
    passed++;
    token = yield token - 1;
  }
  yield `${name} ends it after ${passed}`;
}

// deno-lint-ignore no-unused-vars -- what is put behind it calls it
function main(n) {
  const ring = Array.from({ length: 503 }, (_, i) => member(i + 1));
  for (const it of ring) it.next();
  let token = n;
  for (;;) {
    for (const it of ring) {
      token = it.next(token).value;
      if (typeof token === "string") return token;
    }
  }
}
