"""What bench/peers/run.sh runs of Locust: users without a wait who ask for the same small answer. FAST=1 takes Locust's fast client."""
import os

from locust import FastHttpUser, HttpUser, events, task


@events.quitting.add_listener
def say_totals(environment, **_):
    # With --processes both who makes the requests and who adds them up say a line; the larger one counts.
    total = environment.stats.total
    print(f"TOTAL {total.num_requests} {total.total_rps:.1f} {total.num_failures}", flush=True)


class BenchUser(FastHttpUser if os.environ.get("FAST") else HttpUser):
    @task
    def root(self):
        self.client.get("/")
