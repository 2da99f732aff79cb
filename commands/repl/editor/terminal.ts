/** A terminal, as far as the editor needs it. */
export interface Terminal {
  /** Reads what is typed. Returns `null` at the end. */
  read(): Promise<Uint8Array | null>;
  /** Queues text and control sequences. */
  write(text: string): void;
  /** Waits until what was queued is on the terminal. */
  flush(): Promise<void>;
  /** Sets whether keys arrive one by one, and without effect of their own. */
  setRaw(isRaw: boolean): void;
  /** Whether it shows colours. */
  readonly hasColours: boolean;
  /** Returns its size. */
  size(): { readonly columns: number; readonly rows: number };
}
