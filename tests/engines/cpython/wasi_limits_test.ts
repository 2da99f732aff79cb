/** How much the functions on paths let a guest have. */
import { assertEquals } from "@std/assert";
import { CREATE, DIRECTORY, Guest, READ } from "./_guest.ts";

Deno.test("how many files and descriptors there are is limited", () => {
  const guest = new Guest();
  for (let i = 0; i < 198; i++) guest.make(`work/${i}`);
  assertEquals(guest.link("work/0", "work/hard"), "");
  assertEquals(guest.symlink("x", "work/soft"), "");
  assertEquals(guest.open("work/more", { how: CREATE }), "ENOSPC");
  assertEquals(guest.at("path_create_directory", "work/more"), "ENOSPC");
  assertEquals(guest.link("work/0", "work/more"), "ENOSPC");
  assertEquals(guest.symlink("x", "work/more"), "ENOSPC");
  assertEquals(guest.rename("work/0", "work/1"), "");
  assertEquals(typeof guest.open("work/more", { how: CREATE }), "number");
  let opened: number | string = 0;
  for (let i = 0; i < 2_000 && typeof opened === "number"; i++) {
    opened = guest.open("work/1");
  }
  assertEquals(opened, "EMFILE");
  assertEquals(guest.at("path_unlink_file", "work/more"), "");
  assertEquals(guest.open("work/new", { how: CREATE }), "EMFILE");
  assertEquals(guest.open("work/new"), "EMFILE");
  assertEquals(guest.call("fd_close", 500), "");
  assertEquals(guest.open("work/1"), 500);
});

Deno.test("how deep directories lie is limited", () => {
  const guest = new Guest();
  guest.tree.limit({ fileBytes: 0, maxFiles: 1_000 });
  let fd = 3;
  let made = 0;
  for (;; made++) {
    guest.reset();
    const error = guest.call("path_create_directory", fd, "d");
    if (error !== "") {
      assertEquals(error, "ENAMETOOLONG");
      break;
    }
    fd = guest.fd("d", { fd, rights: READ, how: DIRECTORY });
  }
  assertEquals(made, 256);
});
