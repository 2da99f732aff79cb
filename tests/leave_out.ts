/**
 * Registers every test of a file as ignored. The runner preloads it for the files that a level excludes, so that their
 * tests are counted: `deno test --preload=tests/leave_out.ts FILE`.
 *
 * @module
 */
function ignore(...args: unknown[]): void {
  // Both functions have the same signatures.
  Reflect.apply(register, undefined, args);
}

const register = Deno.test.ignore;
const nothing = (): void => {};

Object.defineProperty(Deno, "test", {
  value: Object.assign(ignore, {
    ignore,
    only: ignore,
    skip: ignore,
    beforeAll: nothing,
    beforeEach: nothing,
    afterAll: nothing,
    afterEach: nothing,
  }),
});
