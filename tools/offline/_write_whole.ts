/**
 * Writes a file that several tasks may write and read at once: a reader always
 * finds all of it.
 *
 * @param file The file; its folder is created if it is missing
 * @param text The content of the file
 */
export async function writeWhole(file: URL, text: string): Promise<void> {
  await Deno.mkdir(new URL(".", file), { recursive: true });
  const part = new URL(`${file.href}.${crypto.randomUUID()}`);
  await Deno.writeTextFile(part, text);
  await Deno.rename(part, file);
}
