import { batch, computed, effect, signal } from "@preact/signals";
import type { Events, LatencyMap, Log, LogLine, RunDetail, RunEvent, Series, Tick } from "cicada/api";
import { setClock, timeZone } from "cicada/app/clock";
import { get, runOf } from "cicada/app/http";
import { refreshInfo } from "cicada/app/info";
import { isAbort, Refused } from "cicada/app/refused";
import { place, setQuery } from "cicada/app/router";
import { ChartGroup, type Mark, type Span } from "cicada/chart/group";
import { append, appendLatency, jointOf, renew, renewLatency } from "cicada/run/join";
import { type Standing, standingIn, standingOf } from "cicada/run/standing";
import { RunStream } from "cicada/run/stream";
import type { ShownRun } from "cicada/run/tabs/shown-run";
import { askedOf, moved, shownOf, spanOf, wholeSeconds } from "cicada/run/window";

const seriesPoints = 1200;
const mapPoints = 480;

// Messages that a page keeps of what the stream brings.
const mostLines = 2000;

// Until a server that gives no stream is asked again.
const patience = 3000;

// A run without a stream here is asked about so often; where answers take long, no more than a tenth of the time is spent on it, but never less often than this.
const pollEvery = 1500;
const pollShare = 0.1;
const pollAtLeast = 10_000;

/**
 * One run as its page shows it, on or over. What is shown is always what the store says: first what is in it, then, second by second, what the stream brings, which is the same
 * to the last digit; where buckets are wider than a second, the newest are asked for again. A run that another process records into this store has no stream here: what is new
 * in the store is asked for again and again.
 */
export class RunState implements ShownRun {
  readonly detail = signal<RunDetail | null>(null);
  readonly error = signal<unknown>(null);
  readonly series = signal<Series | null>(null);
  readonly map = signal<LatencyMap | null>(null);
  readonly events = signal<readonly RunEvent[]>([]);
  readonly lines = signal<readonly LogLine[]>([]);

  /** How it stands, while it is on; null until that is known. */
  readonly standing = signal<Standing | null>(null);

  readonly isPaused = signal(false);

  /** When the stream broke off, by the browser's own watch; null while it is open or not needed. */
  readonly lostAt = signal<number | null>(null);

  /** Whether it is on in the program that serves this page, so that it can be stopped and changed here. */
  readonly isHere = computed(() => this.detail.value?.is_live ?? false);

  /** Whether it is on, here or elsewhere. */
  readonly isLive = computed(() => this.isHere.value || (this.follows && this.detail.value?.head.state === "running"));

  readonly span = computed<Span | null>(() => spanOf(place.value.query));
  readonly length = computed(() => this.isLive.value ? Math.max(this.standing.value?.second ?? 0, this.series.value?.until ?? 0, 1) : this.detail.value?.head.duration ?? 1);

  /** The last whole second heard of; rests while paused or unseen. */
  readonly second = signal(0);

  readonly group = new ChartGroup();

  #heard: { series: Series | null; map: LatencyMap | null; standing: Standing | null } = { series: null, map: null, standing: null };
  #stream: RunStream | null = null;
  #again: ReturnType<typeof setTimeout> | undefined;
  #abort = new AbortController();
  #renewing = false;
  #loaded = "";
  #stops: (() => void)[] = [];

  /**
   * @param asked The run's id, the beginning of one, or `latest`.
   * @param follows Whether there is somebody to ask for what comes later.
   */
  constructor(private readonly asked: string, private readonly follows = true) {
    this.group.zoom = span => this.zoom(span);
  }

  /** The run's id, as soon as it is known. */
  get run(): string {
    return this.detail.peek()?.head.run ?? this.asked;
  }

  /** Begins to load and to follow; the function it returns ends that. */
  start(): () => void {
    const seen = () => document.visibilityState === "hidden" ? this.#rest() : void this.load();
    document.addEventListener("visibilitychange", seen);
    this.#stops = [
      effect(() => {
        // Another window in the address: other figures.
        const key = JSON.stringify(this.span.value);
        if (this.detail.peek() !== null && key !== this.#loaded) {
          void this.#loadSeries();
        }
      }),
      effect(() => {
        this.group.span.value = shownOf(this.span.value, this.length.value);
      }),
      effect(() => {
        this.group.zone.value = timeZone.value;
        this.group.origin.value = this.detail.value === null ? null : Date.parse(this.detail.value.head.started);
        // Exceptions of users may come every second: as marks they would hide the curves.
        this.group.marks.value = this.events.value.filter(event => event.type !== "user_error").map(markOf);
      }),
      () => document.removeEventListener("visibilitychange", seen),
    ];
    void this.load();
    return () => {
      this.#rest();
      this.#stops.forEach(stop => stop());
    };
  }

  /** Loads all anew, and follows the run if it is on. */
  async load(): Promise<void> {
    this.#rest();
    const abort = this.#abort = new AbortController();
    try {
      const detail = await get<RunDetail>(runOf(this.asked), {}, abort.signal);
      if (detail.head.run !== this.detail.peek()?.head.run) {
        // What 'latest' means may have changed.
        this.#heard.standing = null;
        this.lines.value = [];
      }

      batch(() => {
        this.detail.value = detail;
        this.error.value = null;
      });
      await Promise.all([this.#loadSeries(), this.refreshEvents()]);
      if (abort.signal.aborted) {
        return;
      }

      if (detail.is_live) {
        this.#follow(detail.head.run);
      } else if (this.isLive.peek()) {
        this.#poll(detail.head.run);
      }
    } catch (error) {
      this.#complain(error);
    }
  }

  async refreshEvents(): Promise<void> {
    this.events.value = (await get<Events>(runOf(this.run, "events"), {}, this.#abort.signal)).events;
  }

  /** Looks at a part; null for the whole run. A step the reader can go back from. */
  zoom(span: Span | null): void {
    const whole = span && wholeSeconds(span, this.length.peek());
    setQuery({ from: whole?.from ?? null, to: whole?.to ?? null }, { push: true });
  }

  /** Looks at what comes from now on: as statistics that begin anew, while nothing of what was is lost. */
  countFromNow(): void {
    setQuery({ from: this.second.peek(), to: null }, { push: true });
  }

  /** Moves the part that is looked at by a share of its length. */
  shift(share: number): void {
    const span = this.span.peek();
    if (span !== null) {
      const next = moved(span, share, this.length.peek());
      setQuery({ from: next.from, to: next.to });
    }
  }

  /** Rests what is drawn, or goes on with all that has come meanwhile. The test is not touched. */
  pause(isPaused: boolean): void {
    this.isPaused.value = isPaused;
    this.#show();
  }

  async #loadSeries(): Promise<void> {
    const span = this.span.peek();
    this.#loaded = JSON.stringify(span);
    const part = askedOf(span);
    try {
      const [series, map] = await Promise.all([
        get<Series>(runOf(this.run, "series"), { ...part, points: seriesPoints }, this.#abort.signal),
        get<LatencyMap>(runOf(this.run, "latency-map"), { ...part, points: mapPoints }, this.#abort.signal),
      ]);
      if (this.#loaded === JSON.stringify(span)) {
        this.#heard = { ...this.#heard, series, map };
        this.#show(true);
      }
    } catch (error) {
      this.#complain(error);
    }
  }

  #follow(run: string): void {
    this.#stream = new RunStream(run, {
      tick: tick => this.#hear(tick),
      event: event => { this.events.value = [...this.events.peek(), event]; },
      log: line => { this.lines.value = [...this.lines.peek(), line].slice(-mostLines); },
      end: () => void this.#end(),
      open: isOpen => { this.lostAt.value = isOpen ? null : this.lostAt.peek() ?? performance.now(); },
      refused: () => void this.#lookAgain(run),
    });
    this.#openStream();
  }

  #openStream(): void {
    this.#stream?.open(() => this.#heard.series?.until ?? 0);
  }

  // Without a stream only the head says whether the run is still on: it may have ended between the two, and then nothing else would ever tell.
  async #lookAgain(run: string): Promise<void> {
    const { signal } = this.#abort;
    const isOver = await get<RunDetail>(runOf(run), {}, signal).then(detail => !detail.is_live, () => false);
    if (signal.aborted) {
      return;
    }

    if (isOver) {
      await this.#end();
    } else {
      this.#again = setTimeout(() => this.#openStream(), patience);
    }
  }

  async #end(): Promise<void> {
    await this.load();

    // It is asked for every few seconds anyway.
    await refreshInfo().catch(() => {});
  }

  #hear(tick: Tick): void {
    setClock(tick.now, 50);
    const { series, map } = this.#heard;
    const span = this.span.peek();
    this.#heard.standing = standingOf(tick);
    if (series !== null && map !== null && (span === null || tick.second <= span.to)) {
      const joint = jointOf(series, tick.series);
      if (joint === "append") {
        this.#heard.series = append(series, tick.series);
      } else if (joint === "gap") {
        void this.#loadSeries();
      } else if (joint === "wide" && tick.second % Math.max(5, series.width) < 1) {
        this.#renew(tick.second).catch(error => this.#complain(error));
      }

      if (map.width === 1 && joint !== "known") {
        this.#heard.map = appendLatency(map, tick.second - 1, tick.latency);
      } else if (joint === "append" && tick.second % Math.max(5, map.width) < 1) {
        void this.#renewMap(map, tick.second);
      }
    }

    this.#show();
  }

  // A run that is on elsewhere: what the stream would bring is read from the store, where it is a moment later.
  #poll(run: string): void {
    const { signal } = this.#abort;
    const look = async () => {
      const began = performance.now();
      try {
        if (!await this.#lookFurther(run, signal)) {
          return;
        }

        this.lostAt.value = null;
      } catch (error) {
        if (isAbort(error) || signal.aborted) {
          return;
        }

        if (error instanceof Refused && error.status === 404) {
          this.error.value = error;
          return;
        }

        // Away, or busy: what is shown grows old, and is asked for again.
        this.lostAt.value ??= performance.now();
      }

      if (!signal.aborted) {
        this.#again = setTimeout(() => void look(), Math.max(pollEvery, Math.min(pollAtLeast, (performance.now() - began) * (1 / pollShare - 1))));
      }
    };
    void look();
  }

  /** Shows what the store has by now; says whether the run is still on elsewhere. */
  async #lookFurther(run: string, signal: AbortSignal): Promise<boolean> {
    const detail = await get<RunDetail>(runOf(run), {}, signal);
    if (detail.is_live || detail.head.state !== "running") {
      await this.#end();
      return false;
    }

    const second = Math.floor(detail.head.duration);
    if (second > (this.#heard.standing?.second ?? 0)) {
      const recent = await get<Series>(runOf(run, "series"), { from: Math.max(0, second - 10), to: second, points: 10, parts: "requests,users" }, signal);
      const log = await get<Log>(runOf(run, "log"), { after: this.lines.peek().at(-1)?.sequence ?? null, limit: mostLines }, signal);
      await this.refreshEvents();
      await this.#renew(second, true);
      if (signal.aborted) {
        return false;
      }

      this.#heard.standing = standingIn(detail, recent);
      batch(() => {
        this.lines.value = log.lines.length === 0 ? this.lines.peek() : [...this.lines.peek(), ...log.lines].slice(-mostLines);
        if (!this.isPaused.peek()) {
          this.detail.value = detail;
        }

        this.#show();
      });
    }

    return true;
  }

  /** Asks for the newest buckets again, from one that was full before on; where the stream brings each second of the map, for those of the series alone. */
  async #renew(second: number, withMap = (this.#heard.map?.width ?? 1) > 1): Promise<void> {
    const { series, map } = this.#heard, span = this.span.peek();
    if (series === null || map === null) {
      return this.#loadSeries();
    }

    const end = Math.min(second, span?.to ?? Infinity);
    if (this.#renewing || end <= series.until) {
      return;
    }

    // With twice as many buckets as were asked for, wider ones are due.
    if (series.time.length > 2 * seriesPoints) {
      return this.#loadSeries();
    }

    this.#renewing = true;
    try {
      const from = series.time[Math.max(0, series.time.length - 2)] ?? series.from;
      const newest = await get<Series>(runOf(this.run, "series"), { from, to: end, points: Math.ceil((end - from) / series.width) + 1 }, this.#abort.signal);
      if (newest.width !== series.width) {
        return await this.#loadSeries();
      }

      this.#heard.series = renew(this.#heard.series ?? series, newest);
      if (withMap) {
        await this.#renewMap(this.#heard.map ?? map, end);
      }

      this.#show();
    } finally {
      this.#renewing = false;
    }
  }

  async #renewMap(map: LatencyMap, second: number): Promise<void> {
    const from = map.time[Math.max(0, map.time.length - 2)] ?? this.span.peek()?.from ?? 0;
    const newest = await get<LatencyMap>(runOf(this.run, "latency-map"), { from, to: second, points: Math.ceil((second - from) / map.width) + 1 }, this.#abort.signal).catch(() => null);
    if (newest === null || newest.width !== map.width || map.time.length > 2 * mapPoints) {
      return newest === null ? undefined : this.#loadSeries();
    }

    this.#heard.map = renewLatency(this.#heard.map ?? map, newest);
    this.#show();
  }

  #complain(error: unknown): void {
    if (!isAbort(error)) {
      this.error.value = error;
    }
  }

  #show(isAnswer = false): void {
    if (this.isPaused.peek() && !isAnswer) {
      return;
    }

    batch(() => {
      this.series.value = this.#heard.series;
      this.map.value = this.#heard.map;
      this.standing.value = this.#heard.standing;
      this.second.value = Math.max(this.#heard.standing?.second ?? 0, Math.floor(this.#heard.series?.until ?? 0));
    });
  }

  #rest(): void {
    this.#abort.abort();
    clearTimeout(this.#again);
    this.#stream?.close();
    this.#stream = null;
    this.lostAt.value = null;
  }
}

function markOf({ elapsed, type, title, text }: RunEvent): Mark {
  return { at: elapsed, type, title, text };
}
