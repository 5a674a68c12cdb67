import uPlot from "uplot";
import { alone, drawn, middles } from "cicada/chart/columns";
import { dashOf } from "cicada/chart/dashes";
import { inNextFrame, notInNextFrame } from "cicada/chart/frame";
import type { Mark, Span } from "cicada/chart/group";
import { drawLines, drawMarks } from "cicada/chart/marks";
import { optionsOf } from "cicada/chart/options";
import type { ChartProps } from "cicada/chart/series";

/** What a reader does with a chart. */
export interface PlotEvents {
  /** The pointer is at a time, or has left. */
  moved(at: number | null): void;
  zoomed(span: Span | null): void;
}

/** What is drawn, besides what a page says. */
export interface PlotView {
  hidden: ReadonlySet<string>;
  marks: readonly Mark[];
  span: Span | null;
  /** Whether the value axis begins at 0. */
  fromZero: boolean;
  logarithmic: boolean;
  /** Where times of day are written for. */
  zone: string;
}

/** A chart on its canvas. It is made when it is first seen, and drawn only while it is. */
export class Plot {
  #plot: uPlot | null = null;
  #shape = "";
  #isSeen = false;
  #isDirty = true;
  #width = 0;
  #cursor: number | null = null;
  props: ChartProps;
  view: PlotView;

  constructor(private readonly host: HTMLElement, private readonly events: PlotEvents, props: ChartProps, view: PlotView) {
    this.props = props;
    this.view = view;
  }

  set(props: ChartProps, view: PlotView): void {
    this.props = props;
    this.view = view;
    this.#ask();
  }

  see(isSeen: boolean): void {
    this.#isSeen = isSeen;
    if (isSeen && this.#isDirty) {
      inNextFrame(this.draw);
    }
  }

  resize(width: number): void {
    if (width !== this.#width && width > 0) {
      this.#width = width;
      this.#ask();
    }
  }

  /** Colours have changed: everything is drawn anew. */
  renew(): void {
    this.#shape = "";
    this.#ask();
  }

  /** Shows the cursor where it is in this or another chart. */
  follow(at: number | null): void {
    this.#cursor = at;
    this.#placeCursor();
  }

  /** The canvas, for a picture of it. */
  get canvas(): HTMLCanvasElement | null {
    this.draw();
    return this.#plot?.ctx.canvas ?? null;
  }

  get uplot(): uPlot | null {
    return this.#plot;
  }

  get zone(): string {
    return this.view.zone;
  }

  destroy(): void {
    notInNextFrame(this.draw);
    this.#plot?.destroy();
    this.#plot = null;
  }

  readonly draw = (): void => {
    if (this.#width === 0) {
      return;
    }

    this.#isDirty = false;
    const height = this.props.height ?? 190;
    const shape = shapeOf(this.props, this.view);
    if (this.#plot === null || shape !== this.#shape) {
      this.#plot?.destroy();
      this.#shape = shape;
      this.#plot = new uPlot({ ...optionsOf(this), width: this.#width, height, hooks: this.#hooks() }, this.#data(), this.host);
      return;
    }

    if (this.#plot.width !== this.#width || this.#plot.height !== height) {
      this.#plot.setSize({ width: this.#width, height });
    }

    this.#plot.setData(this.#data());
  };

  /** Values of one series where a line would not be seen. */
  readonly alone = (plot: uPlot, index: number): number[] => {
    const [from, to] = plot.series[0]!.idxs ?? [0, 0];
    return alone(plot.data[index] as (number | null)[], from, to);
  };

  readonly #placeCursor = (): void => {
    if (this.#plot !== null && this.#isSeen) {
      const left = this.#cursor === null ? -10 : this.#plot.valToPos(this.#cursor, "x");
      this.#plot.setCursor({ left, top: left < 0 ? -10 : 0 }, false);
    }
  };

  #ask(): void {
    this.#isDirty = true;
    if (this.#isSeen) {
      inNextFrame(this.draw);
    }
  }

  #data(): uPlot.AlignedData {
    const { time, width = 0, series, stacked = false } = this.props;
    return [middles(time, width), ...drawn(series, this.view.hidden, stacked, time.length)];
  }

  #hooks(): uPlot.Hooks.Arrays {
    return {
      draw: [plot => {
        drawLines(plot, this.props.lines ?? []);
        drawMarks(plot, this.view.marks);
        // The same time is elsewhere once there is more of it.
        queueMicrotask(this.#placeCursor);
      }],
      ready: [({ over }) => {
        over.addEventListener("mousemove", event => this.events.moved(this.#plot!.posToVal(event.clientX - over.getBoundingClientRect().left, "x")));
        over.addEventListener("mouseleave", () => this.events.moved(null));
      }],
      setSelect: [plot => {
        const { left, width } = plot.select;
        if (width > 3) {
          this.events.zoomed({ from: plot.posToVal(left, "x"), to: plot.posToVal(left + width, "x") });
        }

        plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      }],
    };
  }
}

/** What makes a new chart of it: anything but values. */
function shapeOf(props: ChartProps, view: PlotView): string {
  const series = props.series.map((one, i) => [one.label, one.colour, dashOf(props, i), one.fill, one.axis, one.steps]);
  return JSON.stringify([series, props.unit, props.rightUnit, props.stacked, props.x, view.logarithmic]);
}
