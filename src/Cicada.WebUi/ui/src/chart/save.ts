// What leaves the page: files and the clipboard.

/** Hands a file to the browser, which puts it where downloads go. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name.replace(/[^\p{L}\p{N}._-]+/gu, "-");
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Puts a text on the clipboard; where the page may not (no HTTPS), it becomes a file. Returns what was done. */
export async function copyText(name: string, text: string): Promise<"copied" | "saved"> {
  try {
    await navigator.clipboard.writeText(text);
    return "copied";
  } catch {
    saveFile(name, new Blob([text], { type: "text/csv" }));
    return "saved";
  }
}
