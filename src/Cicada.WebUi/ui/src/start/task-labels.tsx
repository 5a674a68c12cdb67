/** Which tasks are done, by their labels. */
export function TaskLabels({ all, only, without, change, problem }: {
  all: string[]; only: string[]; without: string[]; change: (only: string[], without: string[]) => void; problem: string | null;
}) {
  const toggled = (set: string[], label: string) => set.includes(label) ? set.filter(other => other !== label) : [...set, label];
  return (
    <fieldset class="start-part">
      <legend>Task labels</legend>
      <div class="toggles"><span class="label">Only</span>
        {all.map(label => <button key={label} type="button" class="chip" aria-pressed={only.includes(label)} onClick={() => change(toggled(only, label), without.filter(other => other !== label))}>{label}</button>)}
      </div>
      <div class="toggles"><span class="label">Without</span>
        {all.map(label => <button key={label} type="button" class="chip" aria-pressed={without.includes(label)} onClick={() => change(only.filter(other => other !== label), toggled(without, label))}>{label}</button>)}
      </div>
      <p class="hint">With none chosen every task is done.</p>
      {problem && <p class="problem">{problem}</p>}
    </fieldset>
  );
}
