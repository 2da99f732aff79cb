/**
 * Globals that modules of Node use when they are first asked for, which may be the guest's own by then.
 *
 * @module
 */
declare function queueMicrotask(callback: () => void): void;
