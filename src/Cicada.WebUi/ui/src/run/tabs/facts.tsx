/** Names with what they stand for; what is not known is left out. */
export function Facts({ facts, isCode = false }: { facts: readonly (readonly [string, string | null])[]; isCode?: boolean }) {
  const known = facts.filter(([, value]) => value !== null);
  if (known.length === 0) { return <p class="muted">Nothing of this was recorded with the run.</p>; }
  return (
    <dl class="facts">
      {known.map(([name, value]) => <div key={name}><dt class={isCode ? "mono" : undefined}>{name}</dt><dd class={isCode ? "mono" : undefined}>{value === "" ? <span class="muted">empty</span> : value}</dd></div>)}
    </dl>
  );
}
