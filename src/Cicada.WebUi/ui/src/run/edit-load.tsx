import { useSignal } from "@preact/signals";
import type { LoadChange, RunDetail, StartUserType } from "cicada/api";
import { Dialog } from "cicada/app/dialog";
import { TextField } from "cicada/app/field";
import { patch, runOf } from "cicada/app/http";
import { complain, notify } from "cicada/app/notice";
import { Refused } from "cicada/app/refused";
import { counted } from "cicada/format";
import type { RunState } from "cicada/run/state";

interface TypeFields { name: string; weight: string; fixed: string }

/** Changes the load of the run that is on, from where it stands. */
export function EditLoadDialog({ state, detail, close }: { state: RunState; detail: RunDetail; close: () => void }) {
  const users = useSignal(String(state.standing.peek()?.targetUsers ?? detail.head.users));
  const spawnRate = useSignal(String(detail.setup.spawn_rate ?? 1));
  const types = useSignal<readonly TypeFields[]>(detail.setup.user_types.map(({ name, weight, fixed_count }) => ({ name, weight: String(weight), fixed: fixed_count === null ? "" : String(fixed_count) })));
  const before = types.peek();
  const refused = useSignal<Refused | null>(null);
  const apply = async (event: Event) => {
    event.preventDefault();
    const change: LoadChange = { users: Number(users.value) };
    if (spawnRate.value.trim() !== "") { change.spawn_rate = Number(spawnRate.value); }
    if (types.value.some((type, i) => type.weight !== before[i]!.weight || type.fixed !== before[i]!.fixed)) { change.user_types = types.value.map(asked); }
    try {
      await patch(runOf(detail.head.run, "load"), change);
      notify(`The run goes to ${counted(change.users, "user")}.`);
      close();
    } catch (error) {
      error instanceof Refused ? refused.value = error : complain(error);
    }
  };
  const set = (index: number, part: Partial<TypeFields>) => { types.value = types.value.map((type, i) => i === index ? { ...type, ...part } : type); };
  return (
    <Dialog title="Edit the load" close={close}>
      <form onSubmit={apply}>
        <div class="pair">
          <TextField label="Users" hint="How many there are to be" value={users.value} change={value => { users.value = value; }} problem={refused.value?.problemOf("users")} inputMode="numeric" required autofocus />
          <TextField label="Spawn rate" hint="Users started or stopped a second" value={spawnRate.value} change={value => { spawnRate.value = value; }} problem={refused.value?.problemOf("spawn_rate")} inputMode="decimal" />
        </div>
        {types.value.length > 1 && (
          <table class="edit-types">
            <thead><tr><th scope="col">User type</th><th scope="col" class="number">Weight</th><th scope="col" class="number">Fixed count</th></tr></thead>
            <tbody>{types.value.map((type, i) => (
              <tr key={type.name}>
                <th scope="row">{type.name}</th>
                <td class="number"><input type="text" inputMode="decimal" aria-label={`Weight of ${type.name}`} value={type.weight} onInput={event => set(i, { weight: event.currentTarget.value })} /></td>
                <td class="number"><input type="text" inputMode="numeric" aria-label={`Fixed count of ${type.name}`} placeholder="–" value={type.fixed} onInput={event => set(i, { fixed: event.currentTarget.value })} /></td>
              </tr>
            ))}</tbody>
          </table>
        )}
        {refused.value !== null && <ul class="problem" role="alert">{(refused.value.problems.filter(({ field }) => field !== "users" && field !== "spawn_rate").map(({ message }) => message) || []).concat(refused.value.problems.length === 0 ? [refused.value.message] : []).map(message => <li key={message}>{message}</li>)}</ul>}
        <div class="actions end">
          <button type="button" onClick={close}>Cancel</button>
          <button type="submit" class="primary">Change the load</button>
        </div>
      </form>
    </Dialog>
  );
}

function asked({ name, weight, fixed }: TypeFields): StartUserType {
  return { name, ...weight.trim() === "" ? {} : { weight: Number(weight) }, fixed_count: fixed.trim() === "" ? 0 : Number(fixed) };
}
