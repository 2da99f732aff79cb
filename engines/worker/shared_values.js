// Values that the host and the workers share, each stated here and nowhere else. The host and the modules of workers
// import this module, the scripts of QuickJS's guests contain what they use of it, and Python has it as the module
// `sandglass_shared`. It imports nothing.

/** The bytes of a mailbox before a piece of a message: three 32-bit integers. */
export const HEADER_BYTES = 12;

/** The bytes of a page of WebAssembly's memory. */
export const WASM_PAGE_BYTES = 65_536;
/** The most pages of a memory that is addressed by 32 bits. */
export const MAX_WASM_PAGES = 65_536;

/** What the control memory contains when the guest must stop: the number of a signal. */
export const SIGINT = 2;
/** The same if the guest has no say in it. */
export const SIGKILL = 9;

/** The most host requests that may be open; no engine reaches it. */
export const MAX_OPEN_HOST_REQUESTS = 1024;
/** The most calls of host functions that a guest's side has open. It keeps further calls, which cost the host nothing. */
export const MAX_OPEN_CALLS = 256;

/** The most displays of a run. */
export const MAX_DISPLAYS = 1000;
/** The most forms of a display. */
export const MAX_FORMS = 20;

/** The deepest nesting of containers in a value, in both directions and for all guests. */
export const MAX_DEPTH = 1000;
/**
 * The most bits of an integer. This is QuickJS's limit, so that each guest can hold the integers of any other.
 * Hexadecimal text takes linear time to read and to write.
 */
export const MAX_INTEGER_BITS = 2 ** 20;

/** The longest path of a guest's file, relative to the guest's directory, in bytes of UTF-8. */
export const MAX_PATH_BYTES = 4096;
/** The longest name of a file or directory, in bytes of UTF-8. */
export const MAX_NAME_BYTES = 255;
/** How deep the directories of a guest may nest, because a path is walked from the root at every step. */
export const MAX_TREE_DEPTH = 256;
/** The most characters of paths in one response to the host. JSON may write a character as six. */
export const LIST_CHARS = 65_536;
/** The most files in one response to the host. */
export const LIST_FILES = 2_000;

/** The most bytes that one host request reads from a mounted file, or writes to it. */
export const MOUNT_PIECE_BYTES = 2 ** 20;
/** The bytes that a guest's side writes with one request. In base64, they are within the limit of the smallest message. */
export const MOUNT_WRITE_BYTES = 2 ** 19;

/** How much of a guest's code a worker keeps, in UTF-16 units. */
export const MAX_KEPT_CODE_CHARS = 8_000_000;
/** How many pieces of a guest's code a worker keeps, or the names of them. */
export const MAX_KEPT_PROGRAMS = 10_000;
