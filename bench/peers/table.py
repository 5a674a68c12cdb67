"""Makes tables of what measure.py wrote: table.py RUNS, a file with a line of JSON for each run; a line may also say why there is none, or what was kept of one."""
import json
import sys
from statistics import median


def by_key(lines):
    """The rows in the order they came in: (connections, name) and its rounds, each with what was kept of it."""
    rows = {}
    for line in lines:
        row = rows.setdefault((line["connections"], line["name"]), {"runs": {}, "impossible": None})
        if "impossible" in line:
            row["impossible"] = line["impossible"]
        else:
            row["runs"].setdefault(line["round"], {}).update(line)
    for row in rows.values():
        row["runs"] = [row["runs"][round] for round in sorted(row["runs"])]
    return rows


def middle(runs, what):
    values = [run[what] for run in runs if run.get(what) is not None]
    return median(values) if values else None


def kept(runs):
    """What became of the requests nginx counted, in each place they were to be kept in."""
    texts = []
    for where, what in (("store", "kept_in_store"), ("InfluxDB", "kept_in_influxdb")):
        taken = [(run[what], run["count"]) for run in runs if what in run]
        if taken:
            missing = [f"{there:,} of {count:,} ({there - count:+,})" for there, count in taken if there != count]
            texts.append(f"{where}: {', '.join(missing) if missing else f'all {sum(count for _, count in taken):,}'}")
    return "; ".join(texts) or "–"


def remarks(connections, runs):
    rates = [run for run in runs if "rate" in run]
    claimed, counted = middle(runs, "claimed_rate"), middle(rates, "rate")
    if claimed is None:
        yield "says no figure"
    elif abs(claimed / counted - 1) > 0.01:
        yield f"says {claimed:,.0f}/s"
    numbers = [f"{run['claimed_count']:,} of {run['count']:,}" for run in runs if "claimed_count" in run and abs(run["claimed_count"] / run["count"] - 1) > 0.01]
    if numbers:
        yield f"says it made {', '.join(numbers)} requests"
    if failed := sum(run.get("failed", 0) for run in runs):
        yield f"{failed:,} failed"
    open_at_once = middle(runs, "most_open")
    if open_at_once < connections * 0.99:
        yield f"{open_at_once:,.0f} connections at a time"
    opened = middle(runs, "opened")
    if opened > connections * 1.5 + 5:
        yield f"opened {opened:,.0f} connections"
    if any(run["overdue"] for run in runs):
        yield "did not end by itself"
    elif odd := sorted({run["exit_code"] for run in runs} - {0}):
        yield f"exit code {', '.join(map(str, odd))}"


def no_request(run):
    return "no request" + (f", exit code {run['exit_code']}: {run['last_words']}" if run["exit_code"] else " came in that time")


def table(connections, rows):
    wrk = middle(rows.get((connections, "wrk"), {"runs": []})["runs"], "rate")
    print(f"\n## {connections:,} {'connection' if connections == 1 else 'connections'}\n")
    print("| generator | requests/s | least … most | ÷ wrk | second half | processor µs a request, second half | memory MB | kept | busy: nginx, generator | |")
    print("|---|---:|---:|---:|---:|---:|---:|---|---:|---|")
    for (of, name), row in rows.items():
        if of != connections:
            continue
        runs = [run for run in row["runs"] if "rate" in run]
        if not runs:
            reason = row["impossible"] or "; ".join(dict.fromkeys(no_request(run) for run in row["runs"] if "exit_code" in run)) or "no figures"
            print(f"| {name} | | | | | | | | | {reason.replace('|', '/')} |")
            continue
        rates = [run["rate"] for run in runs]
        said = list(remarks(connections, runs))
        if len(runs) < len(row["runs"]):
            said.append(f"{len(row['runs']) - len(runs)} of {len(row['runs'])} rounds without a request")
        print(f"| {name} | {median(rates):,.0f} | {min(rates):,.0f} … {max(rates):,.0f} | {f'{median(rates) / wrk:.3f}' if wrk else ''} | {middle(runs, 'second_half'):,.0f} "
              f"| {median(run['processor'] / run['count'] * 1e6 for run in runs):,.1f}, {(middle(runs, 'processor_second_half') or 0) * 1e6:,.1f} | {median(run['resident'] for run in runs) / 1024:,.0f} "
              f"| {kept(runs)} | {middle(runs, 'nginx_busy') * 100:.0f} %, {middle(runs, 'generator_busy') * 100:.0f} % | {'; '.join(said)} |")


def ratios(connections, rows):
    """Of the same round, because a machine has slow and fast minutes."""
    for over, under in (("cicada-store", "wrk"), ("cicada-fast-store", "wrk"), ("cicada-store", "locust-http"), ("cicada-fast-store", "locust-fast"), ("cicada-store", "cicada-plain"),
                        ("cicada-fast-store", "cicada-fast"),
                        ("cicada-influx", "cicada-plain"), ("cicada-checks", "cicada-plain")):
        pairs = [{run["round"]: run["rate"] for run in rows.get((connections, name), {"runs": []})["runs"] if "rate" in run} for name in (over, under)]
        values = sorted(pairs[0][round] / pairs[1][round] for round in pairs[0] if round in pairs[1])
        if values:
            yield f"| {over} ÷ {under} | {median(values):.3f} | {values[0]:.3f} … {values[-1]:.3f} |"


def main():
    with open(sys.argv[1]) as file:
        rows = by_key(map(json.loads, file))
    for connections in dict.fromkeys(connections for connections, _ in rows):
        table(connections, rows)
        lines = list(ratios(connections, rows))
        if lines:
            print("\n| in the same round | median | least … most |\n|---|---:|---:|")
            print("\n".join(lines))


if __name__ == "__main__":
    main()
