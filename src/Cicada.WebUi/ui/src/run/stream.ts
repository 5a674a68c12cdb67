import { addressOf, runOf } from "cicada/app/http";
import type { LogLine, RunEvent, Tick } from "cicada/api";

export interface Hearer {
  tick: (tick: Tick) => void;
  event: (event: RunEvent) => void;
  log: (line: LogLine) => void;
  /** The run is over, and its end is in the store. */
  end: () => void;
  /** Whether the stream is open. */
  open: (isOpen: boolean) => void;
  /** There is no stream to be had; why, an EventSource does not say. The run may have ended before it was asked for. */
  refused: () => void;
}

/** The stream of a run that is on. Where the connection breaks the browser goes on by itself where it was; where the server refuses it has to be opened anew. */
export class RunStream {
  #source: EventSource | null = null;

  constructor(private readonly run: string, private readonly hearer: Hearer) {}

  /** Begins behind a second, and asks anew each time for what is behind the last one heard. */
  open(after: () => number): void {
    this.close();
    const source = this.#source = new EventSource(addressOf(runOf(this.run, "stream"), { after: Math.floor(after()) }));
    const hear = <T>(name: string, act: (what: T) => void) => source.addEventListener(name, event => act(JSON.parse((event as MessageEvent<string>).data) as T));
    hear<Tick>("tick", this.hearer.tick);
    hear<RunEvent>("event", this.hearer.event);
    hear<LogLine>("log", this.hearer.log);
    source.addEventListener("end", () => {
      this.close();
      this.hearer.end();
    });
    source.onopen = () => this.hearer.open(true);
    source.onerror = () => {
      this.hearer.open(false);
      if (source.readyState === EventSource.CLOSED) {
        this.close();
        this.hearer.refused();
      }
    };
  }

  close(): void {
    this.#source?.close();
    this.#source = null;
  }
}
