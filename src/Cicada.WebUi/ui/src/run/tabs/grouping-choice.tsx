import { setQuery } from "cicada/app/router";
import type { Grouping } from "cicada/run/tabs/request-groups";

/** By what requests are put together. */
export function GroupingChoice({ by }: { by: Grouping | null }) {
  return (
    <label class="check">
      Group
      <select value={by ?? ""} onChange={event => setQuery({ by: event.currentTarget.value })}>
        <option value="">not at all</option>
        <option value="prefix">by the beginning of the name</option>
        <option value="type">by type</option>
      </select>
    </label>
  );
}
