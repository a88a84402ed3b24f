# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""Processes to fetch metrics from: a run that holds, and a server that answers what it is told to."""

import contextlib
import http.server
import json
import pathlib
import subprocess
import tempfile
import threading
import time
import urllib.request

from command import PATIENCE, running, wait_for


def operations_done(url):
    with urllib.request.urlopen(f"{url}/metrics.json", timeout=PATIENCE) as page:
        metrics = {metric["name"]: metric for metric in json.load(page)["metrics"]}
    return sum(series["value"] for series in metrics["engram.operations"]["series"])


def wait_until_done(url, operations):
    deadline = time.monotonic() + PATIENCE
    while operations_done(url) < operations:
        if time.monotonic() > deadline:
            raise AssertionError(f"{url} did not do {operations} operations")
        time.sleep(0.05)


@contextlib.contextmanager
def holding(*arguments):
    """The URL of a run that has done its `--operations` and goes on serving."""
    with tempfile.TemporaryDirectory(prefix="engram-holding-") as directory:
        port_file = pathlib.Path(directory) / "port"
        with running("--quiet", "--port", "0", "--port-file", str(port_file), "--hold", "10m",
                     *arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            url = f"http://127.0.0.1:{int(wait_for(port_file, process))}"
            wait_until_done(url, int(arguments[arguments.index("--operations") + 1]))
            yield url


@contextlib.contextmanager
def answering(pages, status=200, body_of=None):
    """The URL of a server on a free port: `pages` by path, 404 for the rest. `body_of(path)` makes a
    page anew for each request."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802, the name that http.server calls
            body = body_of(self.path) if body_of else pages.get(self.path)
            self.send_response(404 if body is None else status)
            self.end_headers()
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.wfile.write((body or "").encode())

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
