/**
 * The list of all fuzzed areas.
 *
 * @module
 */
import type { Area } from "./area.ts";
import { childProtocolArea } from "./areas/child_protocol.ts";
import { framesArea } from "./areas/frames.ts";
import { guestAreas } from "./areas/guests.ts";
import { guestValuesArea } from "./areas/guest_values.ts";
import { mailboxArea } from "./areas/mailbox.ts";
import { messagesArea } from "./areas/messages.ts";
import { outputArea } from "./areas/output.ts";
import { sandboxArea } from "./areas/sandbox.ts";
import { valuesArea } from "./areas/values.ts";
import { wasiArea } from "./areas/wasi.ts";

/** Every area. */
export const AREAS: readonly Area[] = [
  framesArea,
  childProtocolArea,
  messagesArea,
  mailboxArea,
  outputArea,
  valuesArea,
  guestValuesArea,
  wasiArea,
  sandboxArea,
  ...guestAreas,
];
