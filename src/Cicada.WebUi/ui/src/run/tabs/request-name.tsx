/** What a request is called, cut where there is no room; all of it is its title. */
export function RequestName({ type, name, isInGroup = false }: { type: string; name: string; isInGroup?: boolean }) {
  return (
    <span class={isInGroup ? "in-group" : undefined} title={`${type} ${name}`.trim()}>
      {type !== "" && <><span class="type">{type}</span>{" "}</>}<span>{name || "(no name)"}</span>
    </span>
  );
}
