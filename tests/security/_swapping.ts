import { assert } from "@std/assert";

/** A thread that swaps a directory with a link. */
export class Swapping implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #control: Int32Array<SharedArrayBuffer>;

  private constructor(worker: Worker, control: Int32Array<SharedArrayBuffer>) {
    this.#worker = worker;
    this.#control = control;
  }

  static async start(inside: string): Promise<Swapping> {
    const worker = new Worker(import.meta.resolve("./_swap_worker.ts"), {
      type: "module",
    });
    const control = new Int32Array(new SharedArrayBuffer(8));
    const started = new Promise((resolve) => worker.onmessage = resolve);
    worker.postMessage({ inside, control });
    await started;
    return new Swapping(worker, control);
  }

  /** The number of swaps so far. */
  get count(): number {
    return Atomics.load(this.#control, 1);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const before = this.count;
    Atomics.store(this.#control, 0, 1);
    // The running swap ends before the directory is removed.
    await new Promise((resolve) => setTimeout(resolve, 20));
    this.#worker.terminate();
    assert(this.count >= before);
  }
}
