// Imports packages while a snapshot is built. Their code is a guest's: the realm has been stripped before it runs.

import { findSiteFile, listSite } from "../python/packed_site.js";
import { readText } from "./interpreter.js";
import { LibraryLinker } from "./library_linker.js";
import { replaceFinding } from "./linked_libraries.js";
import { mountSite, SITE_PATH } from "./site_fs.js";

/**
 * @import { Site } from "../python/packed_site.js"
 * @import { Libraries } from "./interpreter.js"
 * @import { LinkNotes } from "./library_linker.js"
 * @import { Pyodide, PyFunction } from "./pyodide.ts"
 */

/** Where Emscripten's description of an opened library has its path. */
const PATH_AT = 36;

/** How the names of libraries end: the host has checked these files. */
const LIBRARY = ".so";

/** Packages that become a part of a snapshot. */
export class PackageBuilder {
  #site;
  /** @type {LibraryLinker | undefined} */
  #linker;

  /** @param {Site} site */
  constructor(site) {
    this.#site = site;
  }

  /** @returns {Libraries} */
  get libraries() {
    return {
      replaceImports: (env) => {
        /** @param {number} handle */
        const open = (handle) => this.#open(handle >>> 0) ? 1 : 0;
        env._dlopen_js = Object.assign(open, { sig: "pp" });
        replaceFinding(env, (handle, name) => this.#linker?.find(handle, name));
      },
      linkTo: (interpreter) => {
        /** @param {string} path */
        const read = (path) => findSiteFile(this.#site, path);
        this.#linker = new LibraryLinker(interpreter, read);
      },
    };
  }

  /** @param {number} handle */
  #open(handle) {
    const path = readText(handle + PATH_AT);
    if (!path.startsWith(`${SITE_PATH}/`) || !path.endsWith(LIBRARY)) {
      return false;
    }
    return this.#linker?.open(handle, path.slice(SITE_PATH.length + 1));
  }

  /**
   * Imports modules, and all that is compiled.
   *
   * @param {Pyodide} pyodide
   * @param {object} parts
   * @param {string} parts.source The function that does it
   * @param {readonly string[]} parts.imports The names of the modules
   * @throws {Error} If one cannot be imported, as a library cannot be linked
   */
  import(pyodide, { source, imports }) {
    mountSite(pyodide.FS, this.#site);
    const libraries = listSite(this.#site.root)
      .filter((path) => path.endsWith(LIBRARY));
    // A cast, as what Python returns has no type.
    const run = /** @type {PyFunction} */ (pyodide.runPython(`${source}
import_packages`));
    const failed = run(
      JSON.stringify({ path: SITE_PATH, imports, libraries }),
    );
    run.destroy();
    const [failure] = this.#linker?.failures ?? [];
    if (failed !== "" && failure !== undefined) throw new Error(failure);
  }

  /**
   * What is needed to link the libraries again.
   *
   * @returns {LinkNotes | undefined}
   */
  notes() {
    return this.#linker?.notes();
  }
}
