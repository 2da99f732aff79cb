// The files of a guest, as its worker asks for them: those of a copy in linear memory, which the prelude made.

import { NativeUint8Array, parse, stringify } from "../worker/intrinsics.js";

/**
 * @import { QuickJSHandle } from "npm:quickjs-emscripten-core@0.32.0"
 * @import { GuestFileReply, GuestFileRequest } from "../../core/protocol.ts"
 * @import { GuestRealm } from "./guest_realm.js"
 * @import { CappedMemory } from "./instance.js"
 *
 * @typedef {GuestFileRequest | { op: "begin" | "changed" }} FileRequest What is asked of files, also by the worker.
 * @typedef {GuestFileReply & { changed?: boolean }} FileReply
 */

/** The files of one guest. */
export class GuestFiles {
  #realm;
  #memory;
  #perish;

  /**
   * @param {GuestRealm} realm
   * @param {{ memory: CappedMemory, perish: (thrown: unknown) => void }} parts The guest's memory, and what ends a guest
   *   whose instance failed
   */
  constructor(realm, { memory, perish }) {
    this.#realm = realm;
    this.#memory = memory;
    this.#perish = perish;
  }

  /**
   * Carries out a guest file request and returns the response.
   *
   * @param {FileRequest} request
   * @returns {FileReply}
   */
  serve(request, bytes = new NativeUint8Array(0)) {
    const { context } = this.#realm;
    this.#memory.exhausted = false;
    try {
      const result = this.#realm.prelude.callHandles("files", [
        context.newString(stringify(request)),
        this.#realm.toBuffer(bytes),
      ]);
      if (result.error !== undefined) {
        result.error.dispose();
        return { error: "ENOMEM" };
      }
      return this.#readServed(result.value);
    } catch (thrown) {
      if (this.#memory.exhausted) return { error: "ENOMEM" };
      this.#perish(thrown);
      return { error: "EIO" };
    }
  }

  /**
   * @param {QuickJSHandle} served
   * @returns {FileReply}
   */
  #readServed(served) {
    const { context } = this.#realm;
    const text = context.getProp(served, 0);
    const buffer = context.getProp(served, 1);
    served.dispose();
    /** @type {FileReply & { data?: string }} Of the guest's memory; the host reads it as untrusted. */
    const answer = parse(text.consume((it) => context.getString(it)));
    if (context.typeof(buffer) === "object" && answer.bytes !== undefined) {
      answer.data = this.#realm.readBase64(buffer);
    }
    buffer.dispose();
    return answer;
  }
}
