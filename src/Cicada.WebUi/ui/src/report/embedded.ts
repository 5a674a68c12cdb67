import type { ReportDocument } from "cicada/report/answers";

/** Reads the document in the page: JSON, compressed by gzip, in base64. */
export async function readEmbedded(element: HTMLElement): Promise<ReportDocument> {
  const bytes = Uint8Array.from(atob(element.textContent!.trim()), letter => letter.charCodeAt(0));
  const text = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return await new Response(text).json() as ReportDocument;
}
