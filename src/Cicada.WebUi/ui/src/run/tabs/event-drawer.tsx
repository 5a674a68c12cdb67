import type { RunEvent } from "cicada/api";
import { timeText, zoneName } from "cicada/app/clock";
import { setQuery } from "cicada/app/router";
import { elapsed } from "cicada/format";
import { Drawer } from "cicada/run/tabs/drawer";
import { eventTypeText } from "cicada/run/tabs/event-columns";
import type { ShownRun } from "cicada/run/tabs/shown-run";

/** So many seconds before and after an event say what it did. */
const AROUND = 30;

/** All that is known of an event, and the way to the time around it. */
export function EventDrawer({ shown, line }: { shown: ShownRun; line: RunEvent }) {
  const at = Math.floor(line.elapsed), end = Math.max(1, shown.second.value);
  const isShown = shown.span.value !== null;
  return (
    <Drawer kind={eventTypeText(line.type)} title={line.title || eventTypeText(line.type)} close={() => setQuery({ event: null })}>
      <dl class="figures">
        <div><dt>Elapsed</dt><dd>{elapsed(line.elapsed)}</dd></div>
        <div><dt>Time</dt><dd>{timeText(line.time)} <span class="muted">{zoneName(line.time)}</span></dd></div>
      </dl>
      {line.text !== "" && <pre class="message" tabIndex={0} aria-label="Text">{line.text}</pre>}
      <div class="actions">
        <button type="button" onClick={() => { shown.group.cursor.value = line.elapsed; shown.group.zoom({ from: Math.max(0, at - AROUND), to: Math.min(at + AROUND, end) }); }}>Show the time around it in all charts and figures</button>
        {isShown && <button type="button" class="quiet" onClick={() => shown.group.zoom(null)}>Show the whole run again</button>}
      </div>
    </Drawer>
  );
}
