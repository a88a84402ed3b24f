# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""A VictoriaMetrics of the test's own. It answers the same questions as a Prometheus."""

import contextlib

from prometheus_server import Prometheus, free_port, running_server

CONFIGURATION = """
scrape_configs:
  - job_name: engram
    scrape_interval: 1s
    scrape_timeout: 1s
    static_configs:
      - targets: ['127.0.0.1:{port}']
"""


@contextlib.contextmanager
def victoria_metrics(directory, target):
    """A server with its data in `directory` that scrapes the port `target`."""
    port = free_port()
    configuration = directory / "victoria.yml"
    configuration.write_text(CONFIGURATION.format(port=target))
    command = ["victoria-metrics", f"-storageDataPath={directory / 'victoria-data'}",
               f"-httpListenAddr=127.0.0.1:{port}", "-retentionPeriod=1",
               "-search.latencyOffset=0s", f"-promscrape.config={configuration}"]
    with running_server(command, directory / "victoria.log") as process:
        yield Prometheus(port, process)
