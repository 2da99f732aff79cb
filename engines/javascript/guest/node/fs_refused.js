// What `fs` of Node has and the sandbox has not.

import { nodeError } from "./errors.js";

/**
 * @param {string} name
 * @param {string} reason
 */
export function refuse(name, reason) {
  return () => {
    throw Object.assign(
      nodeError(
        Error,
        "ENOSYS",
        `ENOSYS: function not implemented, ${name}: ${reason}`,
      ),
      { errno: -38, syscall: name },
    );
  };
}

const NO_LINKS = "the sandbox's files have no links, write a copy instead";
const NO_WATCH =
  "nothing but the program itself changes the sandbox's files, so there is nothing to watch";
/** @type {Readonly<Record<string, string>>} */
export const REFUSED = {
  symlink: NO_LINKS,
  link: NO_LINKS,
  readlink: NO_LINKS,
  watch: NO_WATCH,
  watchFile: NO_WATCH,
  utimes: "the sandbox sets the times of its files itself",
  lutimes: "the sandbox sets the times of its files itself",
  futimes: "the sandbox sets the times of its files itself",
  statfs: "the sandbox's files lie in memory",
};
