// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/session.hpp"

#include "engram/probe.hpp"
#include "workload/episode.hpp"

#include <engram/export/metrics_json.hpp>
#include <engram/export/ndjson.hpp>
#include <engram/export/self_metrics.hpp>
#include <engram/serve/metrics_handler.hpp>

#include <chrono>
#include <stdexcept>

namespace engram::tool {
namespace {

constexpr std::size_t pairs_shown = 10;

name_resolver names_from(const workload::semantic_network& network) {
  return [&network](std::string_view entity, std::uint64_t id, std::string& name) {
    if (entity == "episode") {
      name = describe(network, cognitive::episode_id{id});
      return true;
    }
    // A list is known by its critical lure.
    if (entity != "node" && entity != "list") return false;
    name = word(network, cognitive::node_id{id});
    return true;
  };
}

std::int64_t wall_nanoseconds() {
  const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(since_1970).count();
}

std::string_view name_of(severity level) {
  switch (level) {
    case severity::info:
      return "note";
    case severity::warning:
      return "warning";
    case severity::error:
      break;
  }
  return "error";
}

}  // namespace

session::session(const run_config& config, telemetry_level level,
                 const workload::semantic_network& network, status_line& status)
    : status_(status), network_(network) {
  if (level < telemetry_level::metrics) return;
  metrics_.emplace();
  for_each_run_metric<on>([this](const auto& metric) { metrics_->declare(metric); });
  // Before the endpoint starts, whose thread reads it; but it starts, and makes a file, only when
  // the port is had.
  if (level == telemetry_level::full) {
    collector_ = std::make_unique<collector>(tracing_options(config, network));
  }
  windows_ = std::make_unique<window_thread>(*metrics_,
                                             window_thread_options{.notify = notifier_to_status()});
  start_serving(config.metrics);
  if (collector_ && !collector_->start()) {
    endpoint_->stop();
    throw std::runtime_error("events cannot be recorded");
  }
}

session::~session() {
  if (endpoint_) endpoint_->stop();  // before what its handler reads
}

void session::start_serving(const metrics_settings& config) {
  endpoint_ = std::make_unique<http_endpoint>(
      http_endpoint_options{.address = config.address, .port = config.port});
  endpoint_->route("/metrics", metrics_handler([this] { return metrics_->scrape(); },
                                               {.page = {.extra = [this](prometheus_page& page) {
                                                  collector_ ? add_self_metrics(page, *collector_)
                                                             : add_self_metrics(page);
                                                }}}));
  endpoint_->route("/metrics.json", [this](const http_request&) {
    return http_response{.content_type = std::string(metrics_json_content_type),
                         .body = metrics_json(windows_->read(), wall_nanoseconds(),
                                              {.resource = {{"service.name", "engram"}}})};
  });
  endpoint_->start();
}

notifier session::notifier_to_status() {
  return [this](const notice& what) {
    status_.say(std::string(name_of(what.severity)) + ": " + std::string(what.component) + ": " +
                what.text);
  };
}

collector_options session::tracing_options(const run_config& config,
                                           const workload::semantic_network& network) {
  collector_options options{.ring_slots = config.events.ring_slots,
                            .ring_budget = config.events.ring_budget,
                            .notify = notifier_to_status()};
  for (const auto& [type, filter] : config.events.types) {
    options.filters[type] = {.on = filter.on,
                             .min_strength = static_cast<float>(filter.min_strength)};
    if (!filter.on) off_types_.insert(type);
  }
  trace_path_ = config.ndjson.path;
  if (!trace_path_.empty()) {
    options.exporters.push_back(
        std::make_unique<ndjson>(ndjson_options{.path = trace_path_,
                                                .max_file_bytes = config.ndjson.max_file_bytes,
                                                .max_files = config.ndjson.max_files,
                                                .resource = {{"service.name", "engram"}},
                                                .resolve = names_from(network)}));
  }
  auto pairs = std::make_unique<top_keys>(top_keys_options{.event = "engram.node.primed",
                                                           .fields = {"prime", "target"},
                                                           .name = std::string(pairs_sink)});
  pairs_ = pairs->read();
  options.exporters.push_back(std::move(pairs));
  return options;
}

std::uint16_t session::port() const { return endpoint_ ? endpoint_->port() : std::uint16_t{0}; }

std::uint64_t session::dropped() const {
  return collector_ ? collector_->account().total().dropped() : 0;
}

std::uint64_t session::refused() const {
  if (!collector_) return 0;
  const auto account = collector_->account();
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < account.sinks.size(); ++i) {
    sum += account.total(i).unwritten();
  }
  return sum;
}

primed_pairs session::most_primed() const {
  if (!pairs_) return {};
  const auto name = [this](std::uint64_t id) {
    return std::string(word(network_, cognitive::node_id{id}));
  };
  const auto now = pairs_->top(pairs_shown);
  primed_pairs all{.most = {}, .total = now.total, .unseen = now.unseen};
  for (const auto& pair : now.keys) {
    all.most.push_back({.prime = name(pair.key.first),
                        .target = name(pair.key.second),
                        .count = pair.count,
                        .error = pair.error,
                        .among_top = pair.among_top});
  }
  return all;
}

void session::stop_tracing() {
  if (collector_) drain_ = collector_->stop();
}

void session::finish(run_result& result) {
  if (!metrics_) return;
  endpoint_->stop();
  windows_->stop();
  result.metrics = metrics_->scrape();
  result.drain = drain_;
  result.trace_path = trace_path_;
  result.pairs = most_primed();
  background_cost background{.endpoint = std::chrono::nanoseconds(endpoint_->cpu_nanoseconds()),
                             .windows = std::chrono::nanoseconds(windows_->cpu_nanoseconds())};
  if (collector_) {
    result.events = collector_->account();
    background.collector = std::chrono::nanoseconds(collector_->cpu_nanoseconds());
  }
  result.audit = audit(result.load.counts, result.metrics, result.events, off_types_);
  // Last, so that the instruments it measures with appear nowhere.
  result.costs = costs_of(measure_calls(), result.metrics,
                          result.events ? &*result.events : nullptr, background);
}

}  // namespace engram::tool
