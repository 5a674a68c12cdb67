import type { Difference } from "cicada/api";
import type { ComparedFigure } from "cicada/compare/figures";
import { percentText } from "cicada/format";

const meanings: Record<Difference["meaning"], { word: string; kind: string; sign: string }> = {
  better: { word: "better", kind: "good", sign: "✓" },
  worse: { word: "worse", kind: "bad", sign: "✗" },
  same: { word: "same", kind: "muted", sign: "=" },
  neutral: { word: "", kind: "", sign: "" },
  unsure: { word: "unsure", kind: "muted", sign: "?" },
};

/** What a difference means, in a word with a colour and a sign. */
export function meaningOf({ meaning, too_few }: Difference): { word: string; kind: string; sign: string } {
  return too_few ? { word: "too few", kind: "muted", sign: "?" } : meanings[meaning];
}

/** How a figure differs from that of the base, and what that means: in figures, in per cent, and in a word. */
export function DifferenceCells({ difference, figure }: { difference: Difference | null | undefined; figure: ComparedFigure }) {
  if (!difference) { return <td class="difference muted" colSpan={3}><span class="unseen">nothing to compare</span></td>; }
  const { word, kind, sign } = meaningOf(difference);
  return (
    <>
      <td class={`number difference extra ${kind}`}>{figure.by(difference.by)}</td>
      <td class={`number difference ${kind}`}>{difference.percent === null ? "" : `${percentText(difference.percent)}`}</td>
      <td class={`meaning ${kind}`}>
        {word !== "" && <span title={difference.too_few ? "There are too few samples on a side to tell." : undefined}><span class="sign" aria-hidden="true">{sign}</span> {word}</span>}
      </td>
    </>
  );
}
