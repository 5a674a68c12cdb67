"""Starts programs by turns and measures from outside how long it takes them to make their first request, or to end: measure.py --rounds N --work FOLDER --bench FOLDER

Prints a table in Markdown: medians, and in brackets the fastest. A way to start a program is a row.
"""
import argparse
import os
import socket
import statistics
import subprocess
import threading
import time

arguments = argparse.ArgumentParser()
arguments.add_argument("--rounds", type=int, default=7)
arguments.add_argument("--only", default="")
arguments.add_argument("--work", required=True)
arguments.add_argument("--bench", required=True)
arguments = arguments.parse_args()


class Target:
    """Answers whatever it is asked and notes when the first byte of a start arrived."""

    def __init__(self):
        self.first = None
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            connection, _ = self.listener.accept()
            threading.Thread(target=self.answer, args=[connection], daemon=True).start()

    def answer(self, connection):
        with connection:
            try:
                while connection.recv(65536):
                    self.first = self.first or time.time()
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            except OSError:
                pass


target = Target()
binaries, bench, work = f"{arguments.work}/bin", arguments.bench, arguments.work
run = ["--headless", "-u", "1", "-r", "100", "-i", "1", "-H", target.address, "--only-summary"]
new_store = ["--store", f"{work}/new.duckdb"]
kept_store = ["--store", f"{work}/kept.duckdb"]
program = [f"{binaries}/load/load"]
tool = [f"{binaries}/tool/Cicada.Tool"]
ways = {
    # name: what is typed
    "a plain HttpClient, built program": [f"{binaries}/client/client", target.address],
    "Cicada, built program, no store": program + run + ["--no-store"],
    "Cicada, built program, new store": program + run + new_store,
    "Cicada, built program, store with runs": program + run + kept_store,
    "hello, `dotnet run --no-build`": ["dotnet", "run", "--no-build", f"{bench}/hello.cs"],
    "a plain HttpClient, `dotnet run --no-build`": ["dotnet", "run", "--no-build", f"{bench}/client.cs", "--", target.address],
    "Cicada, `dotnet run --no-build`, new store": ["dotnet", "run", "--no-build", f"{bench}/load.cs", "--"] + run + new_store,
    "Cicada, `dotnet run --no-build`, store with runs": ["dotnet", "run", "--no-build", f"{bench}/load.cs", "--"] + run + kept_store,
    "hello with an empty project, `dotnet run --no-build`": ["dotnet", "run", "--no-build", f"{work}/empty/one.cs"],
    "hello, `dotnet run`": ["dotnet", "run", f"{bench}/hello.cs"],
    "hello with an empty project, `dotnet run`": ["dotnet", "run", f"{work}/empty/one.cs"],
    "hello with five empty projects, `dotnet run`": ["dotnet", "run", f"{work}/empty/five.cs"],
    "Cicada, `dotnet run`, store with runs": ["dotnet", "run", f"{bench}/load.cs", "--"] + run + kept_store,
    "`cicada --version`": tool + ["--version"],
    "`cicada runs`": tool + ["runs"] + kept_store,
}
if arguments.only:
    ways = {name: command for name, command in ways.items() if any(part in name for part in arguments.only.split(","))}
    if not ways:
        raise SystemExit(f"--only has '{arguments.only}', which is in the name of no row.")
times = {name: {"first": [], "main": [], "end": []} for name in ways}
environment = os.environ | {"BEGAN": f"{work}/began", "DOTNET_CLI_TELEMETRY_OPTOUT": "1", "DOTNET_NOLOGO": "1"}


def start(name, command):
    for file in ("new.duckdb", "new.duckdb.wal", "began"):
        if os.path.exists(f"{work}/{file}"):
            os.remove(f"{work}/{file}")
    target.first = None
    started = time.time()
    with open(f"{work}/output", "w") as output:
        process = subprocess.run(command, cwd=work, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, timeout=300)
    ended = time.time()
    if process.returncode != 0:
        with open(f"{work}/output") as output:
            raise SystemExit(f"{name}: ended with {process.returncode}.\n{output.read()}")
    began = None
    if os.path.exists(f"{work}/began"):
        with open(f"{work}/began") as file:
            began = float(file.read())
    return {
        "main": target.first - began if target.first and began else None,
        "first": target.first - started if target.first else None,
        "end": ended - started,
    }


# A store is read faster where it has been read before, and a build that has nothing to do has looked once whether that is so.
for name, command in ways.items():
    start(name, command)
for turn in range(arguments.rounds):
    names = list(ways)
    # Whoever goes later finds a warmer machine, so they take turns.
    first = turn * len(names) // arguments.rounds
    for name in names[first:] + names[:first]:
        for what, value in start(name, ways[name]).items():
            if value is not None:
                times[name][what].append(value)

print("| | from Main to the first request, s | from its start to the first request, s | to its end, s |")
print("|---|---|---|---|")
for name, found in times.items():
    cells = [f"{statistics.median(values):.2f} ({min(values):.2f})" if values else "" for values in (found["main"], found["first"], found["end"])]
    print(f"| {name} | {' | '.join(cells)} |")
