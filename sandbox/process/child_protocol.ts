/**
 * What the host and a child process say to each other through the child's pipes.
 *
 * Host to child: frames of kind `COMMAND` (JSON, and bytes that go with it) and `SNAPSHOT` (bytes). Child to host: frames of kind `GUEST` (a worker's
 * text as it came) and `SUPERVISOR` (JSON), each beginning with the child's token, which the host makes up and only
 * the child's main thread knows: other code that can write to the pipe cannot forge a frame.
 *
 * @module
 */
import type { SnapshotFile } from "../snapshot/mod.ts";
import type { ToGuest } from "../../core/protocol.ts";

/** Kinds of frames. */
export const KIND = {
  command: 1,
  snapshot: 2,
  guest: 3,
  supervisor: 4,
} as const;

/** The length of a token in bytes. */
export const TOKEN_BYTES = 16;

/** The first command that a child gets. */
export interface ChildInit {
  readonly type: "init";
  /** The token, in hexadecimal digits. */
  readonly token: string;
  readonly mailboxBytes: number;
  readonly maxMessageChars: number;
  /** Bytes of resident memory, beyond what the process has when its worker is ready, at which it ends itself. */
  readonly memoryBytes: number;
  readonly hasSnapshot: boolean;
  /** What the worker is handed beside the snapshot, by name. */
  readonly sources: Readonly<Record<string, string>>;
}

/** Names the file that holds the snapshot, if the child reads it itself. */
export interface ChildSnapshot extends SnapshotFile {
  readonly type: "snapshot";
}

/** What the host commands. */
export type ChildCommand =
  | ChildInit
  | ChildSnapshot
  | { readonly type: "post"; readonly message: ToGuest }
  | { readonly type: "interrupt" };

/** What a child's main thread reports. */
export type ChildReport =
  | {
    readonly type: "sample";
    readonly cpuMs: number;
    readonly memoryBytes: number;
  }
  | {
    readonly type: "lost";
    readonly kind: "memory" | "crashed" | "snapshot";
    readonly reason: string;
  };

const LENGTH_BYTES = 4;

/** Packs a command with its attachment: the length of the JSON, the JSON, the bytes. */
export function packCommand(
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

/** Unpacks what {@linkcode packCommand} packed. */
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

/** Reads what a child reported. @returns The report, or `undefined` if it is invalid */
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
  const isLoss = type === "lost" &&
    (kind === "memory" || kind === "crashed" || kind === "snapshot");
  return isLoss ? { type, kind, reason: String(reason) } : undefined;
}

function isAmount(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value < Infinity;
}
