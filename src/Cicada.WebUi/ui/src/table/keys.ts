// Where a key leads to among the rows of a table. Pure.

/** The row to go to, or null where the key says nothing of rows. `isStart`: the reader has just come to the table and is on no row yet. */
export function moveOf(key: string, at: number, count: number, page: number, isStart: boolean): number | null {
  if (count === 0) { return null; }
  const step = stepOf(key, page);
  switch (key) {
    case "Home": return 0;
    case "End": return count - 1;
    case "ArrowDown": case "ArrowUp": return isStart ? Math.max(0, at) : between(at + step!, count);
    default: return step === null ? null : between(at + step, count);
  }
}

function stepOf(key: string, page: number): number | null {
  switch (key) {
    case "ArrowDown": return 1;
    case "ArrowUp": return -1;
    case "PageDown": return page;
    case "PageUp": return -page;
    default: return null;
  }
}

function between(row: number, count: number): number {
  return Math.max(0, Math.min(count - 1, row));
}
