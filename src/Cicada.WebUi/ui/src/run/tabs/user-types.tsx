import type { Setup } from "cicada/api";
import { count, percent } from "cicada/format";

/** Which users took part: by weight, or so many whatever the total. */
export function UserTypes({ types, users }: { types: Setup["user_types"]; users: number }) {
  if (types.length === 0) { return <p class="muted">The user types were not recorded with this run.</p>; }
  const weights = types.reduce((sum, type) => sum + (type.fixed_count === null ? type.weight : 0), 0);
  const fixed = types.reduce((sum, type) => sum + (type.fixed_count ?? 0), 0);
  return (
    <table class="plain">
      <thead><tr><th scope="col">User type</th><th scope="col" class="number">Weight</th><th scope="col" class="number">Share</th><th scope="col" class="number">Users</th></tr></thead>
      <tbody>
        {types.map(({ name, weight, fixed_count }) => (
          <tr key={name}>
            <td class="wrap">{name}</td>
            <td class="number">{fixed_count === null ? weight : "–"}</td>
            <td class="number">{fixed_count === null && weights > 0 ? percent(weight / weights) : "–"}</td>
            <td class="number">{fixed_count === null ? (weights > 0 ? `≈ ${count(Math.max(0, users - fixed) * weight / weights)}` : "–") : `${count(fixed_count)} fixed`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
