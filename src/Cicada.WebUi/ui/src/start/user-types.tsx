import type { FormUserType } from "cicada/api";
import { Scroll } from "cicada/app/scroll";
import { percent } from "cicada/format";
import type { Draft, DraftType } from "cicada/start/draft";
import { sharesOf } from "cicada/start/shares";

/** Which user types take part, and how many users each has. */
export function UserTypes({ types, draft, change, problems }: { types: FormUserType[]; draft: Draft; change: (types: DraftType[]) => void; problems: string[] }) {
  const users = Number(draft.users), shares = sharesOf(draft.types, draft.users.trim() === "" ? NaN : users);
  const set = (name: string, changes: Partial<DraftType>) => change(draft.types.map(one => one.name === name ? { ...one, ...changes } : one));
  return (
    <fieldset class={`start-part types ${problems.length > 0 ? "invalid" : ""}`}>
      <legend>User types</legend>
      <p class="hint">Who takes part. Users are shared out by weight; a fixed count is that many whatever the total.</p>
      {problems.map(problem => <p key={problem} class="problem">{problem}</p>)}
      <Scroll label="User types">
        <table>
          <thead><tr><th>Type</th><th>Weight</th><th>Fixed count</th><th>Users, about</th></tr></thead>
          <tbody>
            {types.map((type, index) => {
              const one = draft.types.find(other => other.name === type.name) ?? { name: type.name, takesPart: false, weight: "", fixed: "" };
              const share = shares[index] ?? null;
              return (
                <tr key={type.name} class={one.takesPart ? "" : "out"}>
                  <td>
                    <label class="check"><input type="checkbox" checked={one.takesPart} onChange={event => set(type.name, { takesPart: event.currentTarget.checked })} /><strong>{type.name}</strong></label>
                    <Tasks type={type} labels={draft.labels} excluded={draft.exclude_labels} />
                  </td>
                  <td><input class="few" type="text" inputMode="numeric" aria-label={`Weight of ${type.name}`} value={one.weight} disabled={!one.takesPart || one.fixed !== ""} onInput={event => set(type.name, { weight: event.currentTarget.value })} /></td>
                  <td><input class="few" type="text" inputMode="numeric" aria-label={`Fixed count of ${type.name}`} placeholder="–" value={one.fixed} disabled={!one.takesPart} onInput={event => set(type.name, { fixed: event.currentTarget.value })} /></td>
                  <td class="share">{share !== null && users > 0 && <><meter min={0} max={users} value={share} aria-hidden="true" /> <span>{Math.round(share)} <span class="muted">({percent(share / users)})</span></span></>}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
    </fieldset>
  );
}

/** What a user of the type does; what the labels leave out is struck through. */
function Tasks({ type, labels, excluded }: { type: FormUserType; labels: string[]; excluded: string[] }) {
  return (
    <p class="small muted tasks">
      {type.tasks.map((task, index) => {
        const isOut = (labels.length > 0 && !task.labels.some(label => labels.includes(label))) || task.labels.some(label => excluded.includes(label));
        return <span key={index}>{index > 0 && " · "}{isOut ? <s>{task.name}</s> : task.name} {!isOut && percent(task.share)}</span>;
      })}
      {type.host && <span> · at {type.host}</span>}
    </p>
  );
}
