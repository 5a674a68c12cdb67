import type { ComparedRequest, RunHead } from "cicada/api";
import { Scroll } from "cicada/app/scroll";
import { Letter } from "cicada/compare/cards";
import { DifferenceCells } from "cicada/compare/difference";
import { comparedFigures } from "cicada/compare/figures";

/** All figures of one request, or of all requests, the runs beside each other. */
export function FigureTable({ request, heads, title }: { request: ComparedRequest; heads: readonly RunHead[]; title: string }) {
  return (
    <Scroll label={`Figures: ${title}`} class="card">
      <table class="compared">
        <caption class="unseen">{title}</caption>
        <thead><tr><th>Figure</th>{heads.map((head, index) => <RunHeadCells key={head.run} index={index} />)}</tr></thead>
        <tbody>
          {comparedFigures.map(figure => (
            <tr key={figure.figure}>
              <th scope="row">{figure.title}{figure.unit !== "" && figure.unit !== "%" && <span class="muted"> {figure.unit}</span>}</th>
              <RunCells request={request} figure={figure.figure} />
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

export function RunHeadCells({ index }: { index: number }) {
  return (
    <>
      <th scope="col" class="number run"><Letter index={index} /></th>
      {index > 0 && <><th scope="col" class="number extra">Δ</th><th scope="col" class="number">Δ&nbsp;%</th><th scope="col"><span class="unseen">Meaning</span></th></>}
    </>
  );
}

/** The cells of a figure: the base's value, and for each other run its value and how it differs. */
export function RunCells({ request, figure: name }: { request: ComparedRequest; figure: string }) {
  const figure = comparedFigures.find(one => one.figure === name)!;
  return (
    <>
      {request.figures.map((figures, index) => (
        <>
          <td class="number run">{figures === null ? <span class="muted">none</span> : figure.text(figure.value(figures))}</td>
          {index > 0 && <DifferenceCells figure={figure} difference={request.differences[index - 1]?.find(one => one.figure === name)} />}
        </>
      ))}
    </>
  );
}
