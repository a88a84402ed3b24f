// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/snapshot.hpp>
#include <engram/export/prometheus_responder.hpp>
#include <engram/serve/http_endpoint.hpp>

#include <functional>

namespace engram::inline v0 {

/// Answers scrapes: reads a snapshot once a request and gives it in the format that the request's
/// Accept header asks for, compressed if its Accept-Encoding says so.
///
/// ```
/// endpoint.route("/metrics", metrics_handler([&] { return metrics.scrape(); }));
/// ```
///
/// Each page ends with what the scrapes before it cost (`docs/formats/self-metrics.md`). Add what
/// else the library knows of itself with `add_self_metrics`. For one endpoint's thread; copies of
/// it share what they keep. A page takes milliseconds and waits for nothing, so
/// `X-Prometheus-Scrape-Timeout-Seconds` has nothing to cut short.
http_handler metrics_handler(std::function<snapshot()> read,
                             prometheus_responder_options options = {});

}  // namespace engram::inline v0
