import type { DraftType } from "cicada/start/draft";

/** About how many users each type has of so many: fixed counts first, the rest by weight. Null where the form does not say enough. */
export function sharesOf(types: readonly DraftType[], users: number): (number | null)[] {
  const isFixed = (type: DraftType) => type.fixed.trim() !== "";
  const inIt = types.filter(type => type.takesPart);
  const fixed = inIt.filter(isFixed).reduce((sum, type) => sum + Number(type.fixed), 0);
  const weights = inIt.filter(type => !isFixed(type)).reduce((sum, type) => sum + Number(type.weight), 0);
  if (!Number.isFinite(fixed) || !Number.isFinite(weights) || !Number.isFinite(users)) { return types.map(() => null); }
  return types.map(type => {
    if (!type.takesPart) { return 0; }
    if (isFixed(type)) { return Math.min(Number(type.fixed), users); }
    return weights > 0 ? Math.max(0, users - fixed) * Number(type.weight) / weights : 0;
  });
}
