"""Runs one load generator and measures it from outside: measure.py OPTIONS -- COMMAND...

Requests are those that nginx counted (stub_status), less the ones that asked it. Processor time is what the system accounts to the generator and all it
started and waited for; memory is the largest resident size of each of its processes, added up. One line of JSON goes to the file of --out.
"""
import argparse
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time

TICKS = os.sysconf("SC_CLK_TCK")


class Counter:
    """nginx's own counter, asked over one connection that is kept."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.own = 0

    def read(self):
        """The time, the requests of others, connections accepted since nginx began, and those open now, without this one."""
        before = time.monotonic()
        self.socket.sendall(b"GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answer = b""
        while not re.search(rb"Writing: \d+ Waiting: \d+ \n", answer):
            part = self.socket.recv(4096)
            if not part:
                raise SystemExit("nginx closed the connection on which it is asked for its counter.")
            answer += part
        self.own += 1
        accepts, _, requests = map(int, re.search(rb"\n (\d+) (\d+) (\d+) \n", answer).groups())
        active = int(re.search(rb"Active connections: (\d+)", answer)[1])
        return (before + time.monotonic()) / 2, requests - self.own, accepts, active - 1


def processes(first):
    """A process and all below it."""
    found = [first]
    for process in found:
        try:
            for thread in os.listdir(f"/proc/{process}/task"):
                with open(f"/proc/{process}/task/{thread}/children") as children:
                    found += map(int, children.read().split())
        except OSError:
            pass
    return found


def largest_resident(process):
    """KiB; 0 once the process has ended."""
    try:
        with open(f"/proc/{process}/status") as status:
            return int(re.search(r"VmHWM:\s+(\d+)", status.read())[1])
    except (OSError, TypeError):
        return 0


def processor_time(process):
    """Seconds; 0 once the process has ended."""
    try:
        with open(f"/proc/{process}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS
    except OSError:
        return 0


def edge(samples):
    """When the requests of `samples`, in either order of time, began: between the last that shows none and the next, where the rate after it leads back to."""
    none = samples[0][1]
    for i, (moment, count, *_) in enumerate(samples):
        if count != none:
            after = samples[i + 1] if i + 1 < len(samples) else None
            last = samples[i - 1][0]
            if after is None or after[1] == count:
                return moment
            guess = moment - (count - none) * (after[0] - moment) / (after[1] - count)
            return min(max(guess, min(last, moment)), max(last, moment))
    return None


def between(samples, moment):
    """How many requests there were at a moment, on the line between the two samples around it."""
    for (t0, n0, *_), (t1, n1, *_) in zip(samples, samples[1:]):
        if t0 <= moment <= t1:
            return n0 + (n1 - n0) * (moment - t0) / ((t1 - t0) or 1)
    return samples[-1][1]


def number(pattern, text, default=None):
    found = re.findall(pattern, text, re.M)
    return float(found[-1]) if found else default


def claims(kind, log, summary):
    """What the generator says itself: requests, requests a second, failed ones. None where it says nothing."""
    if kind == "cicada":
        with open(summary) as file:
            total = json.load(file)["total"]
        return total["count"], total["rps"], total["failures"]
    if kind == "locust":
        totals = max((tuple(map(float, line)) for line in re.findall(r"^TOTAL (\S+) (\S+) (\S+)", log, re.M)), default=None)
        return totals and (int(totals[0]), totals[1], int(totals[2]))
    if kind == "wrk":
        errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", log)
        failed = sum(map(int, errors.groups())) if errors else 0
        count, rate = number(r"^\s*(\d+) requests in", log), number(r"^Requests/sec:\s+(\S+)", log)
        failed += number(r"Non-2xx or 3xx responses: (\d+)", log, 0)
    elif kind == "hey":
        # Its list of answers ends at a million, its rate does not.
        rate, seconds = number(r"Requests/sec:\s+(\S+)", log), number(r"Total:\s+(\S+) secs", log)
        count = rate and seconds and rate * seconds
        failed = sum(map(int, re.findall(r"^\s+\[(\d+)\]\s+(?:Get|Post|EOF)", log, re.M)))
        failed += sum(int(n) for status, n in re.findall(r"^\s+\[(\d+)\]\s+(\d+) responses", log, re.M) if status != "200")
    elif kind == "ab":
        count, rate = number(r"^Complete requests:\s+(\d+)", log), number(r"^Requests per second:\s+(\S+)", log)
        failed = number(r"^Failed requests:\s+(\d+)", log, 0) + number(r"^Non-2xx responses:\s+(\d+)", log, 0)
    else:
        found = re.search(r"^requests: (\d+) total, \d+ started, (\d+) done, \d+ succeeded, (\d+) failed, (\d+) errored, (\d+) timeout", log, re.M)
        rate = number(r"^finished in \S+, (\S+) req/s", log)
        count = found and int(found[2])
        failed = sum(map(int, found.groups()[2:])) if found else 0
    return None if count is None or rate is None else (int(round(count)), rate, int(failed))


def main():
    options = argparse.ArgumentParser()
    for name, kind in (("name", str), ("kind", str), ("round", int), ("connections", int), ("seconds", float), ("limit", float), ("status", int), ("nginx", int), ("core", int),
                       ("out", str), ("log", str), ("summary", str)):
        options.add_argument(f"--{name}", type=kind, required=True)
    options.add_argument("command", nargs="+")
    options = options.parse_args()

    with open(f"/proc/{options.nginx}/task/{options.nginx}/children") as children:
        worker = int(children.read().split()[0])
    counter = Counter(options.status)
    samples = [counter.read()]
    # Processor time of nginx and of the generator at each sample.
    busy = [(processor_time(worker), 0)]
    resident = {}

    with open(options.log, "wb") as log:
        # A session of its own, so that whatever it starts can be ended with it.
        generator = subprocess.Popen(["taskset", "-c", str(options.core), *options.command], stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)

    def end(*_):
        os.killpg(generator.pid, signal.SIGKILL)
        os.waitpid(generator.pid, 0)
        sys.exit(1)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)

    from_start, overdue, begun = time.monotonic(), False, None
    while True:
        process, status, used = os.wait4(generator.pid, os.WNOHANG)
        samples.append(counter.read())
        below = [] if process else processes(generator.pid)
        busy.append((processor_time(worker), sum(map(processor_time, below))))
        if process:
            break
        for each in below:
            resident[each] = max(resident.get(each, 0), largest_resident(each))
        now = samples[-1][0]
        if begun is None and samples[-1][1] > samples[0][1]:
            begun = now
        if now - from_start > options.limit and not overdue:
            overdue = True
            os.killpg(generator.pid, signal.SIGKILL)
        # Closely where the load begins and ends, since that is what it is divided by; else seldom, to leave nginx its processor.
        near = begun is None or abs(now - begun - options.seconds) < 0.3
        time.sleep(0.02 if near else 0.1)
    try:
        os.killpg(generator.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass

    with open(options.log, errors="replace") as file:
        log = file.read()
    count = samples[-1][1] - samples[0][1]
    result = {
        "name": options.name, "connections": options.connections, "round": options.round,
        "count": count, "processor": used.ru_utime + used.ru_stime, "resident": sum(resident.values()),
        "opened": samples[-1][2] - samples[0][2], "most_open": max(sample[3] for sample in samples),
        "exit_code": os.waitstatus_to_exitcode(status), "overdue": overdue, "last_words": next((line.strip()[:200] for line in log.splitlines()[::-1] if re.search("[a-z]", line)), ""),
    }
    if count > 1:
        begin, stop = edge(samples), edge(samples[::-1])
        middle = (begin + stop) / 2
        inside = [i for i, sample in enumerate(samples) if begin <= sample[0] <= stop and i < len(samples) - 1]
        first, last = inside[0], inside[-1]
        result["rate"] = count / ((stop - begin) or 1)
        result["second_half"] = (samples[-1][1] - between(samples, middle)) / ((stop - middle) or 1)
        half = next(i for i in inside + [last] if samples[i][0] >= middle or i == last)
        if samples[last][1] > samples[half][1]:
            result["processor_second_half"] = (busy[last][1] - busy[half][1]) / (samples[last][1] - samples[half][1])
        for i, what in enumerate(("nginx_busy", "generator_busy")):
            result[what] = (busy[last][i] - busy[first][i]) / ((samples[last][0] - samples[first][0]) or 1)
    try:
        claimed = claims(options.kind, log, options.summary)
    except (OSError, ValueError, KeyError):
        claimed = None
    if claimed:
        result["claimed_count"], result["claimed_rate"], result["failed"] = claimed
    with open(options.out, "a") as out:
        out.write(json.dumps(result) + "\n")
    says = f"{options.name}, {options.connections} connections, round {options.round}:"
    print(f"{says} {result['rate']:,.0f}/s" if "rate" in result else f"{says} no request; {result['last_words']}", file=sys.stderr)


if __name__ == "__main__":
    main()
