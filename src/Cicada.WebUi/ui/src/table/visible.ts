// Which rows of a long table are drawn: those in sight and some around them. Pure.

export interface Visible {
  /** The first row drawn. */
  first: number;
  /** Behind the last one drawn. */
  end: number;
}

const MARGIN = 8;

/** Rows come and go in steps, so that scrolling a little changes nothing. */
const STEP = 4;

export function visibleRows(count: number, rowHeight: number, scrolled: number, height: number): Visible {
  const top = Math.floor(scrolled / rowHeight) - MARGIN, bottom = Math.ceil((scrolled + height) / rowHeight) + MARGIN;
  const first = Math.max(0, Math.min(Math.floor(top / STEP) * STEP, count - 1));
  return { first, end: Math.max(first, Math.min(count, Math.ceil(bottom / STEP) * STEP)) };
}

/** Where to scroll to so that a row is in sight between the head and the bottom; null where it is already. */
export function scrollTo(row: number, rowHeight: number, scrolled: number, height: number): number | null {
  const top = row * rowHeight, bottom = top + rowHeight;
  return top < scrolled ? top : bottom > scrolled + height ? bottom - height : null;
}
