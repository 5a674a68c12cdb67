// Where a place of the UI is written down: in the browser's address, or behind its `#` where the page is a file.

export interface Address {
  read(): { path: string; search: string };
  write(path: string, search: string, replace: boolean): void;
  /** What a link to the place says. */
  href(path: string, search: string): string;
  /** Calls back when the reader goes back or forward. */
  watch(changed: () => void): void;
}

/** The folder that the UI is under: `/`, or `/cicada/` behind a proxy. */
const root = () => new URL(document.baseURI).pathname;

export const addressBar: Address = {
  read: () => ({ path: location.pathname.startsWith(root()) ? location.pathname.slice(root().length) : "", search: location.search }),
  write(path, search, replace) {
    history[replace ? "replaceState" : "pushState"](null, "", this.href(path, search));
  },
  href: (path, search) => root() + path.replace(/^\/+/, "") + search,
  watch: changed => addEventListener("popstate", changed),
};

export const hashAddress: Address = {
  read() {
    const [path = "", search = ""] = location.hash.replace(/^#\/?/, "").split("?");
    return { path, search: search && `?${search}` };
  },
  write(path, search, replace) {
    // Setting the hash alone would be heard as a step of the reader's.
    history[replace ? "replaceState" : "pushState"](null, "", this.href(path, search));
  },
  href: (path, search) => `#/${path.replace(/^\/+/, "")}${search}`,
  watch: changed => { addEventListener("popstate", changed); addEventListener("hashchange", changed); },
};
