import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { RunEvent } from "cicada/api";
import { PlusIcon } from "cicada/app/icons";
import { info } from "cicada/app/info";
import { place, setQuery } from "cicada/app/router";
import { AnnotateDialog } from "cicada/run/annotate";
import { eventColumns, eventKey, eventText } from "cicada/run/tabs/event-columns";
import { EventDrawer } from "cicada/run/tabs/event-drawer";
import type { ShownRun } from "cicada/run/tabs/shown-run";
import { useArrangement } from "cicada/table/arrangement";
import { TableBar } from "cicada/table/bar";
import { filtered } from "cicada/table/filter";
import { ordered } from "cicada/table/order";
import { Table } from "cicada/table/table";

const byTime = { key: "elapsed", isDescending: false };

/** What happened in the run, and what people wrote beside it. */
export function EventsTab({ shown }: { shown: ShownRun }) {
  const arrangement = useArrangement("events", eventColumns, byTime);
  const isAdding = useSignal(false);
  const all = shown.events.value;
  const left = useMemo(() => filtered(all, arrangement.filter, eventText), [all, arrangement.filter]);
  const { key, isDescending } = arrangement.sort ?? byTime;
  const lines = useMemo(() => ordered(left, eventColumns, { key, isDescending }), [left, key, isDescending]);
  const open = place.value.query.get("event");
  const openLine = open === null ? undefined : all.find(line => eventKey(line) === open);
  return (
    <div class="tab">
      <h2 class="unseen">Events</h2>
      <TableBar arrangement={arrangement} what="type, title or text" all={all.length} left={left.length} rowNames={["event", "events"]} fileName={`${shown.run}-events`} rows={() => lines}>
        {info.value?.can_change && <button type="button" onClick={() => { isAdding.value = true; }}><PlusIcon />Annotate</button>}
      </TableBar>
      <Table label="Events" arrangement={arrangement} rows={lines} openOf={() => openEvent} isOpen={line => line === openLine}
        empty={all.length === 0 ? "Nothing has happened yet." : `No event has “${arrangement.filter}” in its type, title or text.`} />
      {openLine !== undefined && <EventDrawer key={open} shown={shown} line={openLine} />}
      {isAdding.value && <AnnotateDialog state={shown} run={shown.run} close={() => { isAdding.value = false; }} at={shown.isLive.value ? null : shown.group.cursor.peek()} />}
    </div>
  );
}

const openEvent = (line: RunEvent) => setQuery({ event: eventKey(line) }, { push: true });
