/**
 * The protocol between the host and a child process, through the child's pipes.
 *
 * Host to child: frames of kind `command` (JSON, and an attachment of bytes), `snapshot` and `site` (bytes). Child to host: frames
 * of kind `guest` (a message of the worker, unchanged), `supervisor` (JSON) and `snapshot`. Every frame of the child begins,
 * after its kind, with a token that the host chooses. Only the child's main thread knows the token, so other code that can
 * write to the pipe cannot forge a frame.
 *
 * @module
 */
import { frame, FrameReader } from "../../core/frames.ts";
import type { ToGuest } from "../../core/protocol.ts";
import type { InstalledFiles } from "../installed_code.ts";
import type { KnownFile } from "../open_file.ts";
import type { SnapshotFile } from "../snapshot/mod.ts";

/** The kinds of frames. */
export const KIND = {
  command: 1,
  snapshot: 2,
  guest: 3,
  supervisor: 4,
  site: 5,
} as const;

/** The length of a token in bytes. */
export const TOKEN_BYTES = 16;

/** What the builder of a snapshot imports. */
export interface ImportedPackages {
  /** The names of the modules. */
  readonly imports: readonly string[];
  /** The source of the function that imports them. */
  readonly importer: string;
}

/** The first command to a child process. */
export interface ChildInit {
  readonly type: "init";
  /** The token, in hexadecimal digits. */
  readonly token: string;
  readonly mailboxBytes: number;
  readonly maxMessageChars: number;
  /** The resident memory at which the process ends itself, in bytes, beyond what it has when its worker is ready. */
  readonly memoryBytes: number;
  readonly hasSnapshot: boolean;
  /** The limit of the guest's linear memory, in bytes. */
  readonly guestBytes: number;
  /** Whether code of the engine reads the control memory. */
  readonly polls: boolean;
  /** The files of an engine that is installed apart. The process reads them itself. */
  readonly installed?: InstalledFiles | undefined;
  /**
   * The packed file of the guests' packages, if there are any. The process reads it itself, or the host sends its contents,
   * which are verified.
   */
  readonly site?: KnownFile | "sent" | undefined;
  /** What the builder of a snapshot imports, if it has packages. */
  readonly packages?: ImportedPackages | undefined;
  /** The sources that the worker gets beside the snapshot, by name. */
  readonly sources: Readonly<Record<string, string>>;
}

/** Names the file of the snapshot, for a child process that reads it itself. */
export interface ChildSnapshot extends SnapshotFile {
  readonly type: "snapshot";
}

/** A command from the host. */
export type ChildCommand =
  | ChildInit
  | ChildSnapshot
  | { readonly type: "post"; readonly message: ToGuest }
  | { readonly type: "interrupt"; readonly force: boolean };

/** What a child can lose its worker by. */
const LOSSES = ["memory", "crashed", "snapshot", "packages"] as const;

/** A report that the worker is lost. */
export interface ChildLoss {
  readonly type: "lost";
  readonly kind: typeof LOSSES[number];
  readonly reason: string;
}

/** A report of a child's main thread. */
export type ChildReport = ChildLoss | {
  readonly type: "sample";
  readonly cpuMs: number;
  readonly memoryBytes: number;
};

/** A new token, in hexadecimal digits. */
export function newToken(): string {
  return crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)).toHex();
}

const LENGTH_BYTES = 4;

/** Packs a command and its attachment: the length of the JSON, the JSON, and the bytes. */
function packCommand(
  command: ChildCommand,
  attachment: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(command));
  const bytes = new Uint8Array(
    LENGTH_BYTES + json.byteLength + attachment.byteLength,
  );
  new DataView(bytes.buffer).setUint32(0, json.byteLength);
  bytes.set(json, LENGTH_BYTES);
  bytes.set(attachment, LENGTH_BYTES + json.byteLength);
  return bytes;
}

/**
 * Returns a frame of the host with a command.
 *
 * @param command The command
 * @param attachment Its attachment
 * @returns The bytes to write
 */
export function commandFrame(
  command: ChildCommand,
  attachment?: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return frame(KIND.command, packCommand(command, attachment));
}

/** Unpacks the bytes of {@linkcode packCommand}. */
export function unpackCommand(
  bytes: Uint8Array,
): { command: ChildCommand; attachment: Uint8Array } {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const json = bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
  return {
    // The host is trusted; this is its own JSON.
    command: JSON.parse(new TextDecoder().decode(json)) as ChildCommand,
    attachment: bytes.subarray(LENGTH_BYTES + length),
  };
}

/**
 * Parses a report of a child process.
 *
 * @param text The payload of its frame
 * @returns The report, or `undefined` if the text is not a report
 */
export function parseReport(text: string): ChildReport | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null
      // Any object has unknown properties.
      ? checkReport(value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function checkReport(
  { type, cpuMs, memoryBytes, kind, reason }: Record<string, unknown>,
): ChildReport | undefined {
  if (type === "sample" && isAmount(cpuMs) && isAmount(memoryBytes)) {
    return { type, cpuMs, memoryBytes };
  }
  const loss = LOSSES.find((one) => one === kind);
  return type === "lost" && loss !== undefined
    ? { type, kind: loss, reason: String(reason) }
    : undefined;
}

function isAmount(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value < Infinity;
}

/** A frame of a child process that had the right token, without the token. */
interface ChildFrame {
  readonly kind: number;
  readonly payload: Uint8Array;
}

/**
 * Returns a frame of a child process.
 *
 * @param kind The kind of frame
 * @param token The child's token
 * @param payload The payload
 * @returns The bytes to write
 */
export function childFrame(
  kind: number,
  token: Uint8Array,
  payload: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const body = new Uint8Array(token.byteLength + payload.byteLength);
  body.set(token);
  body.set(payload, token.byteLength);
  return frame(kind, body);
}

/**
 * Reads the frames of a child process.
 *
 * @param stream The child's output
 * @param maxBytes The longest payload to accept, in bytes
 * @param token The child's token, in hexadecimal digits
 * @returns The frames
 * @throws {RangeError} If a frame is empty or too long
 * @throws {TypeError} If a frame has another token
 */
export async function* childFrames(
  stream: AsyncIterable<Uint8Array>,
  maxBytes: number,
  token: string,
): AsyncGenerator<ChildFrame, undefined> {
  const reader = new FrameReader(maxBytes + TOKEN_BYTES + 1);
  for await (const chunk of stream) {
    for (const bytes of reader.push(chunk)) {
      if (bytes.subarray(1, 1 + TOKEN_BYTES).toHex() !== token) {
        throw new TypeError("The process wrote a frame without its token");
      }
      yield { kind: bytes[0] ?? 0, payload: bytes.subarray(1 + TOKEN_BYTES) };
    }
  }
}
