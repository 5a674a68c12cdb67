// Which rows a reader looks for. Pure.

/** Whether a text holds all words of a filter, whatever their case; a word behind `-` must not be in it. */
export function matcherOf(filter: string): ((text: string) => boolean) | null {
  const words = filter.toLowerCase().split(/\s+/).filter(word => word !== "" && word !== "-");
  if (words.length === 0) { return null; }
  const wanted = words.filter(word => !word.startsWith("-")), unwanted = words.filter(word => word.startsWith("-")).map(word => word.slice(1));
  return text => {
    const lower = text.toLowerCase();
    return wanted.every(word => lower.includes(word)) && !unwanted.some(word => lower.includes(word));
  };
}

export function filtered<Row>(rows: readonly Row[], filter: string, textOf: (row: Row) => string): readonly Row[] {
  const matches = matcherOf(filter);
  return matches === null ? rows : rows.filter(row => matches(textOf(row)));
}
