import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Arrangement } from "cicada/table/arrangement";
import type { Column } from "cicada/table/column";
import { Head } from "cicada/table/head";
import { moveOf } from "cicada/table/keys";
import { TableRow } from "cicada/table/row";
import { scrollTo, type Visible, visibleRows } from "cicada/table/visible";

/** Of the head and of each row, in pixels; `table.css` says the same. */
const HEAD = 30;
export const ROW = 29;

/** Paper shows so many rows at most. */
const PRINTED = 1000;

export interface TableProps<Row> {
  label: string;
  arrangement: Arrangement<Row>;
  /** In the order in which they are shown. */
  rows: readonly Row[];
  /** Rows that stay in sight below the head, with a class each. */
  pinned?: readonly { name: string; row: Row }[];
  /** Buttons before the text of the first column; must be the same function each time. */
  lead?: (row: Row) => ComponentChildren;
  /** What a click on a row, or Enter, does; null for a row that leads nowhere. */
  openOf?: (row: Row) => ((row: Row) => void) | null;
  isOpen?: (row: Row) => boolean;
  /** Shown where there are no rows. */
  empty: ComponentChildren;
}

/** A table of any length: only the rows in sight are in the page. The head, the first column and pinned rows stay where they are. */
export function Table<Row>({ label, arrangement, rows, pinned = [], lead, openOf, isOpen, empty }: TableProps<Row>) {
  const box = useRef<HTMLDivElement>(null);
  const visible = useSignal<Visible>({ first: 0, end: 30 });
  const active = useSignal(0);
  const isPrinting = useSignal(false);
  const hasFocus = useRef(false);
  const columns = arrangement.shown;
  const above = HEAD + pinned.length * ROW;
  const look = () => {
    const { scrollTop, clientHeight } = box.current!;
    const next = visibleRows(rows.length, ROW, scrollTop, clientHeight - above), before = visible.peek();
    if (next.first !== before.first || next.end !== before.end) { visible.value = next; }
  };
  useLayoutEffect(look, [rows.length, above]);
  useBoxSize(box, width => { arrangement.width.value = width; }, look);
  usePrinting(printing => { isPrinting.value = printing; });
  // A row that had the focus may have been scrolled away with it.
  useLayoutEffect(() => {
    if (hasFocus.current && document.activeElement === document.body) { box.current!.focus({ preventScroll: true }); }
  });

  const go = (to: number) => {
    active.value = to;
    const { scrollTop, clientHeight } = box.current!;
    const scroll = scrollTo(to, ROW, scrollTop, clientHeight - above);
    if (scroll !== null) { box.current!.scrollTop = scroll; look(); }
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-place="${to}"]`)?.focus({ preventScroll: true }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (event.altKey || event.ctrlKey || event.metaKey || target.closest("input, select, thead") !== null) { return; }
    const isStart = target === box.current, page = Math.max(1, Math.floor((box.current!.clientHeight - above) / ROW) - 1);
    const to = moveOf(event.key, Math.min(active.value, rows.length - 1), rows.length, page, isStart);
    const row = rows[active.value];
    if (to !== null) {
      event.preventDefault();
      go(to);
    } else if (event.key === "Enter" && target.matches("tr") && row !== undefined) {
      openOf?.(row)?.(row);
    }
  };
  const onClick = (event: MouseEvent) => {
    const target = event.target as HTMLElement, at = target.closest<HTMLElement>("tr[data-place]");
    if (at === null || target.closest("button, a, input, label") !== null || String(getSelection()) !== "") { return; }
    active.value = Number(at.dataset["place"]);
    const row = rows[active.value];
    if (row !== undefined) { openOf?.(row)?.(row); }
  };
  const { first, end } = isPrinting.value ? { first: 0, end: Math.min(rows.length, PRINTED) } : within(visible.value, rows.length);
  const before = pinned.length + 2;
  return (
    <div class="table-box" ref={box} tabIndex={0} role="region" aria-label={label} onScroll={look} onKeyDown={onKeyDown} onClick={onClick}
      onFocusIn={() => { hasFocus.current = true; }} onFocusOut={event => { if (event.relatedTarget !== null) { hasFocus.current = false; } }}>
      <table class="table" aria-label={label} aria-rowcount={rows.length + pinned.length + 1} style={{ minWidth: `${columns.reduce((sum, column) => sum + column.width, 0)}px` }}>
        <Widths columns={columns} />
        <Head columns={columns} sort={arrangement.sort} sortBy={arrangement.sortBy} />
        {pinned.length > 0 && (
          <tbody class="table-pinned">
            {pinned.map(({ name, row }, i) => <TableRow key={name} row={row} columns={columns} index={i + 2} place={null} name={name} top={HEAD + i * ROW} />)}
          </tbody>
        )}
        <tbody>
          {first > 0 && <Space rows={first} columns={columns.length} />}
          {rows.slice(first, end).map((row, i) => (
            <TableRow key={first + i} row={row} columns={columns} index={first + i + before} place={first + i} lead={lead} open={openOf?.(row) ?? null}
              isActive={active.value === first + i} isOpen={isOpen?.(row) ?? false} />
          ))}
          {end < rows.length && !isPrinting.value && <Space rows={rows.length - end} columns={columns.length} />}
        </tbody>
      </table>
      {rows.length === 0 && <div class="empty">{empty}</div>}
    </div>
  );
}

function within({ first, end }: Visible, count: number): Visible {
  return { first: Math.min(first, Math.max(0, count - 1)), end: Math.min(end, count) };
}

function Widths<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  return useMemo(() => (
    <colgroup>
      {columns.map((column, i) => <col key={column.key} style={i === 0 ? undefined : { width: `${column.width}px` }} />)}
    </colgroup>
  ), [columns]);
}

/** Rows that are not drawn take the place they would have. */
function Space({ rows, columns }: { rows: number; columns: number }) {
  return <tr class="table-space" aria-hidden="true"><td colSpan={columns} style={{ height: `${rows * ROW}px` }} /></tr>;
}

function useBoxSize(box: { current: HTMLDivElement | null }, resized: (width: number) => void, changed: () => void): void {
  const latest = useRef(changed);
  latest.current = changed;
  useLayoutEffect(() => {
    resized(box.current!.clientWidth);
    const sizes = new ResizeObserver(() => {
      resized(box.current!.clientWidth);
      latest.current();
    });
    sizes.observe(box.current!);
    return () => sizes.disconnect();
  }, []);
}

function usePrinting(tell: (isPrinting: boolean) => void): void {
  useEffect(() => {
    const before = () => tell(true), after = () => tell(false);
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => { removeEventListener("beforeprint", before); removeEventListener("afterprint", after); };
  }, []);
}
