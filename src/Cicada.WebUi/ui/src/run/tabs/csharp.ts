// C# in pieces, for colours: what a reader's eye looks for, no more. Every character of the text is in exactly one piece. Pure.

export interface Token {
  kind: "plain" | "comment" | "string" | "literal" | "keyword" | "type" | "directive";
  text: string;
}

const keywords = new Set(("abstract as async await base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false file finally fixed float for foreach "
  + "get global if implicit in init int interface internal is lock long nameof namespace new not null object operator or out override params partial private protected public readonly record ref required return sbyte sealed set "
  + "short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using var virtual void volatile when where while with yield and").split(" "));

/** In this order: a comment may hold quotes, and a string what looks like a comment. */
const pieces = new RegExp([
  String.raw`(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))`,
  String.raw`(?<string>\$*"""[\s\S]*?(?:"""+|$)|(?:\$@|@\$|@)"(?:[^"]|"")*(?:"|$)|\$?"(?:[^"\\\n]|\\.)*"?(?:u8)?|'(?:[^'\\\n]|\\.[^'\n]*)')`,
  String.raw`(?<directive>^[ \t]*#[^\n]*)`,
  String.raw`(?<number>\b(?:0[xXbB][\da-fA-F_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?)[a-zA-Z]*)`,
  String.raw`(?<word>@?[\p{L}_][\p{L}\p{N}_]*)`,
].join("|"), "gmu");

export function csharpTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(pieces)) {
    if (match.index > end) { tokens.push({ kind: "plain", text: text.slice(end, match.index) }); }
    end = match.index + match[0].length;
    tokens.push({ kind: kindOf(match.groups!, match[0]), text: match[0] });
  }
  if (end < text.length) { tokens.push({ kind: "plain", text: text.slice(end) }); }
  return tokens;
}

/** The pieces of each line; behind so many lines, each line is one piece. */
export function csharpLines(text: string, most = Infinity): Token[][] {
  const all = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  const lines: Token[][] = [[]];
  for (const { kind, text: piece } of csharpTokens(all.slice(0, most).join("\n"))) {
    piece.split("\n").forEach((part, i) => {
      if (i > 0) { lines.push([]); }
      if (part !== "") { lines.at(-1)!.push({ kind, text: part }); }
    });
  }
  return all.length <= most ? lines : [...lines, ...all.slice(most).map((line): Token[] => [{ kind: "plain", text: line }])];
}

function kindOf(groups: Record<string, string | undefined>, text: string): Token["kind"] {
  if (groups["word"] !== undefined) { return keywords.has(text) ? "keyword" : /^\p{Lu}/u.test(text) ? "type" : "plain"; }
  return groups["comment"] !== undefined ? "comment" : groups["string"] !== undefined ? "string" : groups["directive"] !== undefined ? "directive" : "literal";
}
