// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/run.hpp"

#include "engram/exit_status.hpp"
#include "engram/port_file.hpp"
#include "engram/probe.hpp"
#include "engram/session.hpp"
#include "engram/summary.hpp"
#include "engram/terminal.hpp"
#include "engram/text.hpp"
#include "workload/association_overlay.hpp"
#include "workload/load_generator.hpp"
#include "workload/network_cache.hpp"
#include "workload/workload_error.hpp"

#include <csignal>
#include <cstdio>
#include <thread>

namespace engram::tool {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;
constexpr milliseconds poll_interval{100};

volatile std::sig_atomic_t interrupted = 0;

/// The first SIGINT or SIGTERM ends the load in good order; the second has its usual effect. A file
/// that may not grow further is a write that fails, not the end.
void watch_signals() {
  struct sigaction action{};
  action.sa_handler = [](int) { interrupted = 1; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  action.sa_handler = SIG_IGN;
  sigaction(SIGXFSZ, &action, nullptr);
}

workload::load_options load_options_of(const run_config& config, const run_options& options) {
  workload::load_options load{.rate = config.load.rate,
                              .duration = config.load.duration,
                              .max_operations = options.operations,
                              .threads = config.load.threads,
                              .spaces = config.load.spaces,
                              .seed = config.load.seed};
  if (options.operations != 0) load.duration = nanoseconds(0);
  if (config.load.scenario == "recalls") load.mix = workload::scenario::recalls();
  if (config.load.arrival == "burst") load.arrivals = workload::arrival::burst;
  if (config.load.arrival == "saturate") load.arrivals = workload::arrival::saturate;
  return load;
}

workload::semantic_network make_network(const run_config& config, const run_options& options,
                                        std::span<const workload::drm_list> lists,
                                        status_line& status) {
  const auto cache = config.data.cache.empty() ? workload::default_cache_directory()
                                               : std::filesystem::path(config.data.cache);
  auto made = workload::load_or_build_network(
      config.data.wordnet, cache, {}, [&](std::string_view phase, double share) {
        // Loading from the cache is too quick for a bar, and tells only of its end.
        if (share < 1) status.show_bar("Building the network: " + std::string(phase), share);
      });
  status.clear();
  for (const auto& note : made.notes) status.say("note: " + note);
  if (!options.overlay) return std::move(made.network);
  const auto strengths = workload::backward_associations(made.network, lists);
  return workload::with_associations(made.network, strengths);
}

/// Within 80 columns after an hour: what is least urgent gives way.
std::string progress_text(const workload::load_progress& now, const session& telemetry) {
  const double seconds = std::chrono::duration<double>(now.elapsed).count();
  const double rate = seconds > 0 ? static_cast<double>(now.operations) / seconds : 0;
  std::string text = fixed(seconds, 0) + " s  " + grouped(now.operations) + " ops  " +
                     grouped(static_cast<std::uint64_t>(rate)) + " /s  " + grouped(now.events) +
                     " events  " + grouped(telemetry.dropped()) + " dropped";
  if (const auto refused = telemetry.refused(); refused != 0) {
    return text + "  " + grouped(refused) + " not written";
  }
  if (now.drm_trials == 0) return text;
  return text + "  lures " +
         percent(static_cast<double>(now.lures_recalled) / static_cast<double>(now.drm_trials), 0);
}

template <class Probe>
workload::load_report drive(const workload::semantic_network& network,
                            std::span<const workload::drm_list> lists,
                            const workload::load_options& load, const session& telemetry,
                            status_line& status) {
  workload::load_run<Probe> run(network, lists, load);
  run.start();
  while (interrupted == 0) {
    std::this_thread::sleep_for(poll_interval);
    const auto now = run.poll();
    if (now.finished) break;
    status.show(progress_text(now, telemetry));
  }
  status.clear();
  return run.stop_and_join();
}

workload::load_report drive(telemetry_level level, const workload::semantic_network& network,
                            std::span<const workload::drm_list> lists,
                            const workload::load_options& load, const session& telemetry,
                            status_line& status) {
  if (level == telemetry_level::absent) {
    return drive<workload::no_probe>(network, lists, load, telemetry, status);
  }
  if (level == telemetry_level::disabled) {
    return drive<probe<off>>(network, lists, load, telemetry, status);
  }
  return drive<probe<on>>(network, lists, load, telemetry, status);
}

void hold(nanoseconds time, const session& telemetry, status_line& status) {
  const auto until = std::chrono::steady_clock::now() + time;
  while (interrupted == 0 && std::chrono::steady_clock::now() < until) {
    status.show("holding for scrapes of port " + std::to_string(telemetry.port()) + ": " +
                readable(until - std::chrono::steady_clock::now()) + " left");
    std::this_thread::sleep_for(poll_interval);
  }
  status.clear();
}

void announce(const run_config& config, const run_options& options, const session& telemetry,
              status_line& status) {
  if (telemetry.port() == 0) return;
  if (!options.quiet) {
    status.say("serving http://" + config.metrics.address + ":" + std::to_string(telemetry.port()) +
               "/metrics");
  }
  if (!options.port_file.empty()) write_port_file(options.port_file, telemetry.port());
}

run_result measure(const run_config& config, const run_options& options, status_line& status) {
  const auto lists = config.data.drm_lists.empty()
                         ? workload::published_drm_lists()
                         : workload::load_drm_lists(config.data.drm_lists);
  const auto network = make_network(config, options, lists, status);
  session telemetry(config, options.telemetry, network, status);
  announce(config, options, telemetry, status);
  run_result result;
  result.load =
      drive(options.telemetry, network, lists, load_options_of(config, options), telemetry, status);
  result.interrupted = interrupted != 0;
  telemetry.stop_tracing();
  if (options.hold.count() > 0) hold(options.hold, telemetry, status);
  telemetry.finish(result);
  result.findings = workload::findings_of_run(result.load.counts, lists);
  return result;
}

/// To the standard output, unless events go there.
void print(const std::string& text, const std::string& trace_path) {
  std::FILE* out = trace_path == "-" ? stderr : stdout;
  const bool written = std::fwrite(text.data(), 1, text.size(), out) == text.size();
  if (!written || std::fflush(out) != 0) {
    throw std::runtime_error("the summary cannot be written to the standard output");
  }
}

}  // namespace

int run(const run_config& config, const run_options& options) {
  watch_signals();
  status_line status(options.quiet);
  try {
    const auto result = measure(config, options, status);
    print(options.json ? summary_json(result) + "\n" : summary_text(result, output_has_colours()),
          result.trace_path);
    return result.good() ? success : telemetry_failed;
  } catch (const std::exception& error) {
    status.say("engram run: " + std::string(error.what()));
    return environment_error;
  }
}

}  // namespace engram::tool
