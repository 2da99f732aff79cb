// The first lines of errors, in their stack, as text and as the console shows them.
const assert = require("assert");
const fs = require("fs");
const { inspect } = require("util");
class Foo extends Error {}
class MyError extends Error {}
class Renamed extends Error {
  name = "Renamed";
}
class NotFound extends Error {
  constructor(message) {
    super(message);
    this.name = "NotFoundError";
  }
}
const thrown = (act) => {
  try {
    act();
  } catch (error) {
    return error;
  }
};
const withStack = new Error("its own stack");
withStack.stack = "custom stack";
const errors = [
  new Foo("x"),
  new Foo(),
  new MyError("x"),
  new Renamed("x"),
  new NotFound("x"),
  new DOMException("m", "AbortError"),
  Object.assign(new TypeError("t"), { code: "ERR_Q" }),
  withStack,
  thrown(() => Buffer.from(5)),
  thrown(() => fs.readFileSync()),
  thrown(() => fs.readFileSync("/")),
  thrown(() => fs.writeFileSync("/tmp/x", { a: 1 })),
  thrown(() => fs.readFileSync("/nope")),
  thrown(() => assert.equal(1, 2)),
];
for (const error of errors) {
  console.log(inspect(error).split("\n")[0]);
  console.log(error.stack.split("\n")[0]);
  console.log(String(error), Object.keys(error));
}
