// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/metrics_command.hpp"

#include "engram/config_reader.hpp"
#include "engram/exit_status.hpp"
#include "engram/http_fetch.hpp"
#include "engram/metrics_verbs.hpp"
#include "engram/option_checks.hpp"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>

namespace engram::tool {
namespace {

using clock_type = std::chrono::steady_clock;

struct metrics_options {
  std::string url;
  std::string file;
  std::string name;
  std::string from;
  std::string to;
  std::chrono::nanoseconds interval{std::chrono::seconds{1}};
  std::uint64_t count = 0;  // 0: until it is interrupted
  bool json = false;
};

volatile std::sig_atomic_t interrupted = 0;

void print(const std::string& text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (!written || std::fflush(stdout) != 0) {
    throw std::runtime_error("the standard output cannot be written to");
  }
}

metrics_document load(const metrics_options& options) {
  if (!options.url.empty()) return load_metrics(options.url);
  return options.file.empty() ? built_in_metrics() : load_metrics(options.file);
}

/// Complains on the standard error like all else that cannot be done as it was asked.
int refuse(const char* verb, const std::string& why, int status) {
  std::fprintf(stderr, "engram metrics %s: %s\n", verb, why.c_str());
  return status;
}

int list(const metrics_options& options) {
  const auto metrics = load(options);
  print(options.json ? list_json(metrics) : list_text(metrics));
  return success;
}

int describe(const metrics_options& options) {
  const auto metrics = load(options);
  const auto* metric = metrics.find(options.name);
  if (metric == nullptr) {
    return refuse("describe", unknown_metric(metrics, options.name), usage_error);
  }
  print(options.json ? metric->json + "\n" : describe_text(*metric));
  return success;
}

/// Sleeps in short pieces, so that an interrupt is heard at once.
void sleep_until(clock_type::time_point when) {
  constexpr std::chrono::milliseconds piece{20};
  while (interrupted == 0 && clock_type::now() < when) {
    std::this_thread::sleep_for(std::min<clock_type::duration>(piece, when - clock_type::now()));
  }
}

int watch(const metrics_options& options) {
  std::signal(SIGINT, [](int) { interrupted = 1; });
  std::signal(SIGTERM, [](int) { interrupted = 1; });
  std::optional<document_metric> before;
  clock_type::time_point last;
  auto next = clock_type::now();
  for (std::uint64_t n = 0; interrupted == 0 && (options.count == 0 || n < options.count); ++n) {
    const auto metrics = load_metrics(options.url);
    const auto now = clock_type::now();
    const auto* metric = metrics.find(options.name);
    if (metric == nullptr) {
      return refuse("watch", unknown_metric(metrics, options.name), usage_error);
    }
    const auto step = watch_step(before ? &*before : nullptr, *metric, metrics.time,
                                 std::chrono::duration<double>(now - last).count());
    if (n == 0 && !options.json) print(watch_heading(*metric));
    print(options.json ? watch_json(*metric, step) : watch_line(*metric, step));
    before = *metric;
    last = now;
    next += std::chrono::duration_cast<clock_type::duration>(options.interval);
    if (options.count == 0 || n + 1 < options.count) sleep_until(next);
  }
  return success;
}

int diff(const metrics_options& options) {
  const auto from = load_metrics(options.from);
  const auto to = load_metrics(options.to);
  const auto changes = changes_between(from, to);
  print(options.json ? diff_json(from, to, changes) : diff_text(from, to, changes));
  return success;
}

int save(const metrics_options& options) {
  const auto text = fetch(options.url, "/metrics.json");
  parse_metrics(text, options.url);  // nothing is saved that the other verbs cannot read
  if (options.file == "-") {
    print(text + "\n");
    return success;
  }
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(
      std::fopen(options.file.c_str(), "wb"), [](std::FILE* each) { return std::fclose(each); });
  if (file == nullptr || std::fwrite(text.data(), 1, text.size(), file.get()) != text.size() ||
      std::fflush(file.get()) != 0) {
    throw std::runtime_error(options.file + ": it cannot be written");
  }
  return success;
}

void add_source(CLI::App& verb, metrics_options& options) {
  auto* url = verb.add_option("--url", options.url, "A running process: http://127.0.0.1:9464")
                  ->check(a_url());
  verb.add_option("--file", options.file, "A file that engram metrics save wrote")->excludes(url);
}

void add_watch_options(CLI::App& verb, metrics_options& options) {
  verb.add_option("NAME", options.name, "The metric")->required();
  verb.add_option("--url", options.url, "A running process: http://127.0.0.1:9464")
      ->required()
      ->check(a_url());
  verb.add_option("--count", options.count, "Ends after so many lines")
      ->check(whole_between<std::uint64_t>(1, std::uint64_t{1} << 40));
  verb.add_option_function<std::string>(
          "--interval",
          [&options](const std::string& text) {
            options.interval = std::chrono::nanoseconds(parse_duration(text).value());
          },
          "Between two lines [1s]")
      ->check(a_duration());
}

using action = int (*)(const metrics_options&);

/// Adds a verb of `metrics`; `chosen` becomes it when it is parsed.
CLI::App& add_verb(CLI::App& metrics, metrics_options& options, const char* name,
                   const char* what) {
  auto& verb = *metrics.add_subcommand(name, what);
  verb.add_flag("--json", options.json, "Prints JSON");
  return verb;
}

int run_chosen(const CLI::App& metrics, const metrics_options& options) {
  struct named {
    const char* name;
    action act;
  };
  for (const auto& each : {named{"list", list}, named{"describe", describe}, named{"watch", watch},
                           named{"diff", diff}, named{"save", save}}) {
    if (!metrics.got_subcommand(each.name)) continue;
    try {
      return each.act(options);
    } catch (const std::runtime_error& error) {
      return refuse(each.name, error.what(), environment_error);
    }
  }
  return usage_error;
}

}  // namespace

std::function<int()> add_metrics_command(CLI::App& app) {
  auto options = std::make_shared<metrics_options>();
  auto& metrics =
      *app.add_subcommand("metrics", "Metrics of a running process, of a file, or those built in");
  metrics.require_subcommand(1);
  add_source(add_verb(metrics, *options, "list", "All metrics, a line each"), *options);
  auto& one = add_verb(metrics, *options, "describe", "Everything of one metric, with its buckets");
  one.add_option("NAME", options->name, "The metric")->required();
  add_source(one, *options);
  add_watch_options(add_verb(metrics, *options, "watch", "A line of one metric each second"),
                    *options);
  auto& two = add_verb(metrics, *options, "diff", "What changed between two readings");
  two.add_option("A", options->from, "A file or URL: the earlier reading")->required();
  two.add_option("B", options->to, "A file or URL: the later reading")->required();
  auto& copy = *metrics.add_subcommand("save", "Writes a reading to a file, for --file and diff");
  copy.add_option("FILE", options->file, "The file; - for the standard output")->required();
  copy.add_option("--url", options->url, "A running process: http://127.0.0.1:9464")
      ->required()
      ->check(a_url());
  metrics.footer(
      "Exit status: 0 done; 2 wrong arguments, or there is no such metric; 3 the process cannot be "
      "reached,\nor what was read is not metrics.");
  return [options, &metrics] { return run_chosen(metrics, *options); };
}

}  // namespace engram::tool
