import { type RequestLine, sumOf } from "cicada/run/tabs/request-line";

// Requests put together by type or by how their names begin. Pure.

export type Grouping = "type" | "prefix";

export function groupingOf(text: string | null): Grouping | null {
  return text === "type" || text === "prefix" ? text : null;
}

/** How a name begins: `/item/{id}` → `/item`, `https://host/item/5` → `https://host/item`, `cart: add` → `cart`. */
export function prefixOf(name: string): string {
  const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(name)?.[0] ?? "";
  const rest = name.slice(origin.length);
  const first = rest.startsWith("/") ? /^\/[^/?#]*/.exec(rest)![0] : origin !== "" ? "" : /^[^/?#:\s]*/.exec(rest)![0];
  return origin + first || name;
}

/** A line for each group, and below it its requests unless it is closed. A request that is alone in its group stands for itself. */
export function grouped(lines: readonly RequestLine[], by: Grouping, closed: ReadonlySet<string>, arrange: (lines: readonly RequestLine[]) => readonly RequestLine[]): readonly RequestLine[] {
  const groups = new Map<string, RequestLine[]>();
  for (const line of lines) {
    const name = by === "type" ? line.type : prefixOf(line.name), group = groups.get(name);
    if (group === undefined) { groups.set(name, [line]); } else { group.push(line); }
  }
  const heads = [...groups].map(([name, members]) => members.length === 1 ? members[0]! : { ...sumOf(members, groupKey(name), "", name), group: { size: members.length, isOpen: !closed.has(name) } });
  return arrange(heads).flatMap(head => head.group?.isOpen ? [head, ...arrange(groups.get(head.name)!).map(line => ({ ...line, isInGroup: true }))] : [head]);
}

/** No request's key begins with a space. */
export function groupKey(name: string): string {
  return `  ${name}`;
}
