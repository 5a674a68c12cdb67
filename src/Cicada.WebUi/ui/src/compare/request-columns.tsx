import type { ComparedRequest, Difference, RequestFigures } from "cicada/api";
import { letters } from "cicada/compare/compare-query";
import { meaningOf } from "cicada/compare/difference";
import type { ComparedFigure } from "cicada/compare/figures";
import { percentText } from "cicada/format";
import { RequestName } from "cicada/run/tabs/request-name";
import type { Column } from "cicada/table/column";

const valueOf = (figures: RequestFigures | null | undefined, figure: ComparedFigure) => figures ? figure.value(figures) : null;

/** The columns of the table of requests: one figure of each run, and how it differs from that of the first. */
export function comparedColumns(runs: number, figure: ComparedFigure): readonly Column<ComparedRequest>[] {
  const unit = figure.unit === "" || figure.unit === "%" ? {} : { unit: figure.unit };
  const columns: Column<ComparedRequest>[] = [
    { key: "name", name: "Request", width: 150, value: one => one.name, cell: one => <RequestName type={one.request_type} name={one.name} /> },
    { key: "type", name: "Type", width: 70, value: one => one.request_type },
  ];
  letters.slice(0, runs).forEach((letter, run) => {
    const key = letter.toLowerCase();
    columns.push({
      key, name: letter, ...unit, about: `${figure.title} of run ${letter}.`, width: 104, isNumber: true, from: 0, value: one => valueOf(one.figures[run], figure),
      cell: one => one.figures[run] ? figure.text(valueOf(one.figures[run], figure)) : <span class="muted">none</span>,
    });
    if (run === 0) { return; }

    // What too few samples speak of cannot be told, so it is behind all that can.
    const differenceOf = (one: ComparedRequest): Difference | null => one.differences[run - 1]?.find(difference => difference.figure === figure.figure) ?? null;
    const told = (one: ComparedRequest) => { const difference = differenceOf(one); return difference === null || difference.too_few ? null : difference; };
    const coloured = (one: ComparedRequest, text: (difference: Difference) => string) => {
      const difference = differenceOf(one);
      return difference && <span class={meaningOf(difference).kind}>{text(difference)}</span>;
    };
    columns.push(
      { key: `${key}-by`, name: `${letter} Δ`, about: `How much greater ${figure.title} of run ${letter} is than that of run A.`, width: 110, isNumber: true, from: 420 + 300 * run,
        value: one => told(one)?.by ?? null, cell: one => coloured(one, ({ by }) => figure.by(by)) },
      { key: `${key}-percent`, name: `${letter} Δ\u00a0%`, about: "The same in per cent of run A.", width: 96, isNumber: true, from: 0,
        value: one => told(one)?.percent ?? null, cell: one => coloured(one, ({ percent }) => percent === null ? "" : percentText(percent)) },
      { key: `${key}-meaning`, name: `${letter} means`, about: `Whether run ${letter} is better or worse, the same, or that cannot be told.`, width: 96, from: 320 + 200 * run,
        value: one => { const difference = differenceOf(one); return difference === null ? null : meaningOf(difference).word || null; },
        cell: one => { const difference = differenceOf(one); return difference && <Meaning difference={difference} />; } },
    );
  });
  return columns;
}

function Meaning({ difference }: { difference: Difference }) {
  const { word, kind, sign } = meaningOf(difference);
  return word === "" ? null : <span class={kind} title={difference.too_few ? "There are too few samples on a side to tell." : undefined}><span aria-hidden="true">{sign}</span> {word}</span>;
}
