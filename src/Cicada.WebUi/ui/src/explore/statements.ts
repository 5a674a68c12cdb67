/** Whether a text of InfluxQL only reads: all its statements are SELECT (without INTO), SHOW or EXPLAIN. What it quotes and remarks does not count. */
export function onlyReads(query: string): boolean {
  const bare = query.replace(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/g, "''").replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, " ");
  return bare.split(";").map(statement => statement.trim()).filter(statement => statement !== "").every(statement => /^(select|show|explain)\b/i.test(statement) && !/\binto\b/i.test(statement));
}
