"""Locust with the listener one finds everywhere: a point for each request, written from inside the request event.

INFLUX_PORT says where InfluxDB listens (database bench); without it nothing is written. FAST=1 takes Locust's fast client.
"""
import os
from datetime import datetime, timezone

from influxdb import InfluxDBClient
from locust import FastHttpUser, HttpUser, events, task

port = os.environ.get("INFLUX_PORT")
if port:
    client = InfluxDBClient(host="127.0.0.1", port=int(port), database="bench", pool_size=100)

    @events.request.add_listener
    def write_point(request_type, name, response_time, response_length, exception=None, **_):
        client.write_points([{
            "measurement": "locust_requests",
            "tags": {
                "request_type": request_type,
                "name": name,
                "success": exception is None,
                "exception": repr(exception),
            },
            "time": datetime.now(timezone.utc).isoformat(),
            "fields": {"response_time": float(response_time), "response_length": int(response_length or 0)},
        }])


@events.quitting.add_listener
def say_totals(environment, **_):
    total = environment.stats.total
    print(f"TOTAL {total.num_requests} {total.total_rps:.0f} {total.num_failures}")


class BenchUser(FastHttpUser if os.environ.get("FAST") else HttpUser):
    @task
    def root(self):
        self.client.get("/")
