# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""A Prometheus of the test's own, and the questions asked of it."""

import contextlib
import json
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

PATIENCE = 60  # seconds

CONFIGURATION = """
global:
  scrape_interval: 1s
  scrape_timeout: 1s
scrape_configs:
  - job_name: engram
    static_configs:
      - targets: ['127.0.0.1:{port}']
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as any_free:
        return any_free.getsockname()[1]


class Prometheus:
    """Answers of a running server."""

    def __init__(self, port, process):
        self.at = f"http://127.0.0.1:{port}/api/v1/"
        self.process = process

    def get(self, question, **parameters):
        url = self.at + question + "?" + urllib.parse.urlencode(parameters)
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            reply = json.load(answer)
        assert reply["status"] == "success", reply
        return reply["data"]

    def ask(self, question, **parameters):
        return self.get(question, **parameters)["result"]

    def exemplars(self, selector, since, until):
        """Labels, value and time of all stored exemplars, by series."""
        return {series_of(one["seriesLabels"]): [
            (mark["labels"], float(mark["value"]), float(mark["timestamp"]))
            for mark in one["exemplars"]]
                for one in self.get("query_exemplars", query=selector, start=since, end=until)}

    def now(self, expression):
        """Value by series, as Prometheus has them now; native histograms have none."""
        return {series_of(one["metric"]): float(one["value"][1])
                for one in self.ask("query", query=expression) if "value" in one}

    def history(self, expression, since, until):
        """All stored samples of the series that match, as they were scraped."""
        window = f"{max(1, round(until - since))}s"
        return {series_of(one["metric"]): [(at, float(value)) for at, value in one["values"]]
                for one in self.ask("query", query=f"{expression}[{window}]", time=until)}

    def wait_until(self, holds):
        """The first true answer of `holds(self)`."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert self.process.poll() is None, "prometheus has ended"
            with contextlib.suppress(urllib.error.URLError):
                if answer := holds(self):
                    return answer
            time.sleep(0.2)
        raise AssertionError("prometheus did not come so far")


def series_of(labels):
    """The name and the labels of a series, without those that Prometheus adds."""
    own = {key: value for key, value in labels.items() if key not in ("job", "instance")}
    return own.pop("__name__", ""), tuple(sorted(own.items()))


@contextlib.contextmanager
def running_server(command, log_path):
    """A process that is stopped at the end, gently if it can be."""
    with open(log_path, "wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextlib.contextmanager
def prometheus(directory, target, name="prometheus", features=()):
    """A server with its data in `directory` that scrapes the port `target`."""
    port = free_port()
    configuration = directory / f"{name}.yml"
    configuration.write_text(CONFIGURATION.format(port=target))
    command = ["prometheus", f"--config.file={configuration}",
               f"--storage.tsdb.path={directory / f'{name}-data'}",
               f"--web.listen-address=127.0.0.1:{port}"]
    if features:
        command.append("--enable-feature=" + ",".join(features))
    with running_server(command, directory / f"{name}.log") as process:
        yield Prometheus(port, process)
