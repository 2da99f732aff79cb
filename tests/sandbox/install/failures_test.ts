import { assert, assertEquals } from "@std/assert";
import { explainWriting } from "../../../sandbox/install/failures.ts";

Deno.test("explainWriting() says that a disk is full, and which directory cannot be written", () => {
  const directory = "/d/cpython";
  for (
    const error of [
      Object.assign(new Error("write failed"), { code: "ENOSPC" }),
      Object.assign(new Error("write failed"), { code: "EDQUOT" }),
      new Error("No space left on device (os error 28)"),
      new Error("There is not enough space on the disk. (os error 112)"),
    ]
  ) {
    assertEquals(
      explainWriting(error, directory).message,
      "Cannot install cpython as the disk is full: make room at /d/cpython, or set XDG_DATA_HOME to a directory on another disk",
    );
  }
  const denied = Object.assign(new Error("Permission denied"), {
    code: "EACCES",
  });
  assertEquals(
    explainWriting(denied, directory).message,
    "Cannot install cpython as /d/cpython cannot be written: Permission denied",
  );
  const other = new Error("a defect");
  assert(explainWriting(other, directory) === other);
});
