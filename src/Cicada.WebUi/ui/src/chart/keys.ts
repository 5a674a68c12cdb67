import type { ChartGroup } from "cicada/chart/group";
import type { ChartProps } from "cicada/chart/series";

/** The cursor by keyboard: arrows move it by one value, with Shift by ten, Home and End to the ends; Enter begins a part to zoom into and ends it. */
export function cursorKeys(group: ChartGroup, { time, width = 0 }: ChartProps): (event: KeyboardEvent) => void {
  return event => {
    const last = time.length - 1;
    if (last < 0 || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }

    const middle = (index: number) => time[Math.max(0, Math.min(last, index))]! + width / 2;
    const at = group.cursor.value;
    const now = at === null ? last + 1 : nearest(time, at - width / 2);
    const step = event.shiftKey ? 10 : 1;
    switch (event.key) {
      case "ArrowLeft": group.cursor.value = middle(now - step); break;
      case "ArrowRight": group.cursor.value = middle(now + step); break;
      case "Home": group.cursor.value = middle(0); break;
      case "End": group.cursor.value = middle(last); break;
      case "Enter": select(group, at); break;
      default: return;
    }

    event.preventDefault();
    event.stopPropagation();
  };
}

const begun = new WeakMap<ChartGroup, number>();

function select(group: ChartGroup, at: number | null): void {
  const from = begun.get(group);
  if (at === null) {
    return;
  }

  if (from === undefined) {
    begun.set(group, at);
    return;
  }

  begun.delete(group);
  if (from !== at) {
    group.zoom({ from: Math.min(from, at), to: Math.max(from, at) });
  }
}

function nearest(time: readonly number[], at: number): number {
  const after = time.findIndex(begin => begin >= at - 1e-6);
  return after < 0 ? time.length - 1 : after;
}
