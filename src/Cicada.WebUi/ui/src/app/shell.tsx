import { useEffect, useRef } from "preact/hooks";
import { Confirmations } from "cicada/app/confirm";
import { isReachable } from "cicada/app/http";
import { info } from "cicada/app/info";
import { Banner, Notices } from "cicada/app/notice";
import { PageOf } from "cicada/app/pages";
import { place } from "cicada/app/router";
import { ShortcutList, useGlobalShortcuts } from "cicada/app/shortcuts";
import { TopBar } from "cicada/app/top-bar";

/** What is around every page. */
export function Shell() {
  useGlobalShortcuts();
  const main = useRef<HTMLElement>(null);
  const page = place.value.path[0] ?? "";
  useFocusOfNewPage(main, page);
  return (
    <>
      <a class="skip" href="#main" onClick={event => { event.preventDefault(); main.current?.focus(); }}>To the page</a>
      {page !== "login" && <TopBar page={page} />}
      {!isReachable.value && <Banner kind="bad">The server does not answer. What is shown is from before; the page goes on by itself when it is back.</Banner>}
      <main id="main" ref={main} tabIndex={-1}>
        {info.value === null && page !== "login" && isReachable.value && <p class="page muted">Asking the server …</p>}
        <PageOf place={place.value} />
      </main>
      <Notices />
      <Confirmations />
      <ShortcutList />
    </>
  );
}

/** After a step to another page its reader goes on there, not at the link that is gone; a screen reader says so. */
function useFocusOfNewPage(main: { current: HTMLElement | null }, page: string): void {
  const before = useRef(page);
  useEffect(() => {
    if (before.current !== page && !main.current?.contains(document.activeElement)) { main.current?.focus({ preventScroll: true }); }
    before.current = page;
  }, [page]);
}
