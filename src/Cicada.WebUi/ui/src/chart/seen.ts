import { type RefObject } from "preact";
import { useEffect } from "preact/hooks";

/**
 * Tells of an element when it comes into view or leaves it, and how wide it is. What is about to come into view counts as in view; paper sees everything.
 */
export function useSeen(element: RefObject<HTMLElement | null>, seen: (isSeen: boolean) => void, resized: (width: number) => void): void {
  useEffect(() => {
    const target = element.current!;
    // What an observer has seen before it is told to stop it may still tell, when the element has gone.
    let isThere = true;
    const views = new IntersectionObserver(entries => isThere && seen(entries[entries.length - 1]!.isIntersecting), { rootMargin: "200px" });
    const sizes = new ResizeObserver(entries => isThere && resized(Math.floor(entries[entries.length - 1]!.contentRect.width)));
    const print = () => {
      resized(Math.floor(target.getBoundingClientRect().width));
      seen(true);
    };
    views.observe(target);
    sizes.observe(target);
    window.addEventListener("beforeprint", print);
    return () => {
      isThere = false;
      views.disconnect();
      sizes.disconnect();
      window.removeEventListener("beforeprint", print);
    };
  }, []);
}
