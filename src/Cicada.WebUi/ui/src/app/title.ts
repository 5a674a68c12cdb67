import { useEffect } from "preact/hooks";

/** The title of the browser's tab while a page is there: `Runs · Cicada`. */
export function useTitle(title: string): void {
  useEffect(() => { document.title = title === "" ? "Cicada" : `${title} · Cicada`; }, [title]);
}
