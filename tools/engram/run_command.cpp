// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/run_command.hpp"

#include "engram/config_reader.hpp"
#include "engram/exit_status.hpp"
#include "engram/option_checks.hpp"
#include "engram/probe.hpp"
#include "engram/run.hpp"
#include "engram/run_config.hpp"
#include "workload/episode.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engram::tool {
namespace {

/// What was typed. The configuration file is read first and the options are put over it, wherever
/// `--config` stands.
struct run_arguments {
  std::string config_file;
  run_options options;
  std::vector<std::function<void(run_config&)>> overrides;
};

constexpr std::array<std::pair<std::string_view, telemetry_level>, 5> levels{
    std::pair{"absent", telemetry_level::absent}, std::pair{"disabled", telemetry_level::disabled},
    std::pair{"off", telemetry_level::off}, std::pair{"metrics", telemetry_level::metrics},
    std::pair{"full", telemetry_level::full}};

/// An option that replaces a value of the configuration when it is given.
template <class Value, class Set>
CLI::Option* add(CLI::App& verb, run_arguments& arguments, const std::string& name,
                 const std::string& help, Set set) {
  return verb.add_option_function<Value>(
      name,
      [&arguments, set](const Value& value) {
        arguments.overrides.push_back([set, value](run_config& config) { set(config, value); });
      },
      help);
}

void add_load_options(CLI::App& verb, run_arguments& arguments) {
  add<double>(verb, arguments, "--rate", "Operations a second [10000]",
              [](run_config& c, double v) { c.load.rate = v; })
      ->check(number_between(0.001, 1e9, "a number from 0.001 to 1e+09"));
  add<std::string>(verb, arguments, "--duration", "How long: 90s, 5m, 1.5h [60s]",
                   [](run_config& c, const std::string& v) {
                     c.load.duration = std::chrono::nanoseconds(parse_duration(v).value());
                   })
      ->check(a_duration());
  verb.add_option("--operations", arguments.options.operations,
                  "Ends the run after so many operations instead")
      ->check(whole_between<std::uint64_t>(1, std::uint64_t{1} << 40));
  add<unsigned>(verb, arguments, "--threads", "Worker threads [2]", [](run_config& c, unsigned v) {
    c.load.threads = v;
  })->check(whole_between(1U, 1024U));
  add<std::uint32_t>(verb, arguments, "--spaces", "Memory spaces (tenants) [64]",
                     [](run_config& c, std::uint32_t v) { c.load.spaces = v; })
      ->check(whole_between(1U, workload::episode_key::max_spaces));
  add<std::uint64_t>(verb, arguments, "--seed", "Same seed, same operations and events [1]",
                     [](run_config& c, std::uint64_t v) { c.load.seed = v; })
      ->check(whole_between<std::uint64_t>(0, std::numeric_limits<std::uint64_t>::max()));
  add<std::string>(verb, arguments, "--scenario", "Mix of operations: production or recalls",
                   [](run_config& c, const std::string& v) { c.load.scenario = v; })
      ->check(one_of({"production", "recalls"}));
  add<std::string>(verb, arguments, "--arrival", "When they start: poisson, burst or saturate",
                   [](run_config& c, const std::string& v) { c.load.arrival = v; })
      ->check(one_of({"poisson", "burst", "saturate"}));
}

void add_data_options(CLI::App& verb, run_arguments& arguments) {
  add<std::string>(verb, arguments, "--wordnet", "Directory of WordNet 3.0 [/usr/share/wordnet]",
                   [](run_config& c, const std::string& v) { c.data.wordnet = v; });
  add<std::string>(verb, arguments, "--cache", "Directory that keeps the built network",
                   [](run_config& c, const std::string& v) { c.data.cache = v; });
  add<std::string>(verb, arguments, "--drm-lists", "Word lists in place of the published ones",
                   [](run_config& c, const std::string& v) { c.data.drm_lists = v; });
  verb.add_flag("--overlay", arguments.options.overlay,
                "Published association strengths over WordNet's own edges");
}

void add_level_option(CLI::App& verb, run_arguments& arguments) {
  std::vector<std::string_view> names;
  names.reserve(levels.size());
  for (const auto& level : levels) names.push_back(level.first);
  verb.add_option_function<std::string>(
          "--telemetry",
          [&arguments](const std::string& name) {
            for (const auto& [each, level] : levels) {
              if (each == name) arguments.options.telemetry = level;
            }
          },
          "How much: absent, disabled, off, metrics or full [full]")
      ->check(one_of(names));
}

void add_metrics_options(CLI::App& verb, run_arguments& arguments) {
  add<std::string>(verb, arguments, "--listen", "Address to serve metrics on [127.0.0.1]",
                   [](run_config& c, const std::string& v) { c.metrics.address = v; });
  add<std::uint16_t>(verb, arguments, "--port", "Its port; 0: any free one [9464]",
                     [](run_config& c, std::uint16_t v) { c.metrics.port = v; })
      ->check(whole_between<std::uint16_t>(0, 65535));
  verb.add_option("--port-file", arguments.options.port_file, "Where to write the port served on");
  verb.add_option_function<std::string>(
          "--hold",
          [&arguments](const std::string& v) {
            arguments.options.hold = std::chrono::nanoseconds(parse_duration(v).value());
          },
          "Goes on serving metrics so long after the load")
      ->check(a_duration());
}

void add_trace_options(CLI::App& verb, run_arguments& arguments) {
  add<std::string>(verb, arguments, "--trace", "Writes events as NDJSON to this file; - for stdout",
                   [](run_config& c, const std::string& v) { c.ndjson.path = v; });
  add<std::string>(
      verb, arguments, "--trace-file-size", "Starts a new file beyond this [256MiB]",
      [](run_config& c, const std::string& v) { c.ndjson.max_file_bytes = parse_size(v).value(); })
      ->check(a_file_size());
  add<std::uint32_t>(verb, arguments, "--trace-files", "Files kept [4]",
                     [](run_config& c, std::uint32_t v) { c.ndjson.max_files = v; })
      ->check(whole_between(1U, 100'000U));
}

/// Options that cannot both have their way, as a message; empty when there are none.
std::string conflict_of(const CLI::App& verb, const run_options& options) {
  const auto given = [&verb](const char* name) { return verb.count(name) != 0; };
  if (given("--operations") && given("--duration")) {
    return "--operations and --duration both end the run; give one of them";
  }
  if (options.telemetry < telemetry_level::metrics) {
    for (const char* name : {"--hold", "--port", "--port-file", "--listen"}) {
      if (given(name)) return std::string(name) + " needs metrics; use --telemetry metrics or full";
    }
  }
  if (options.telemetry < telemetry_level::full && given("--trace")) {
    return "--trace needs events; use --telemetry full";
  }
  return {};
}

/// What is wrong with the names of types in the configuration file; empty when all are known.
std::string unknown_type(const run_config& config) {
  std::vector<std::string_view> known;
  for_each_run_type([&](std::string_view name) { known.push_back(name); });
  for (const auto& [name, settings] : config.events.types) {
    if (std::ranges::find(known, name) != known.end()) continue;
    const auto meant = nearest(name, known);
    return "[events.types.\"" + name + "\"] names no event and no operation; " +
           (meant.empty() ? "there is " + alternatives(known)
                          : "did you mean " + std::string(meant) + "?");
  }
  return {};
}

int refuse(const std::string& why) {
  std::fprintf(stderr, "engram run: %s\n", why.c_str());
  return usage_error;
}

int run_with(const CLI::App& verb, const run_arguments& arguments) {
  if (const auto conflict = conflict_of(verb, arguments.options); !conflict.empty()) {
    return refuse(conflict);
  }
  run_config config;
  try {
    if (!arguments.config_file.empty()) load_config(arguments.config_file, config);
  } catch (const config_error& error) {
    std::fprintf(stderr, "%s\n", error.what());  // its lines begin with the place
    return usage_error;
  }
  if (const auto wrong = unknown_type(config); !wrong.empty()) {
    return refuse(arguments.config_file + ": " + wrong);
  }
  for (const auto& replace : arguments.overrides) replace(config);
  if (arguments.options.json && config.ndjson.path == "-") {
    return refuse("--json and --trace - both write to the standard output; give --trace a file");
  }
  return run(config, arguments.options);
}

}  // namespace

std::function<int()> add_run_command(CLI::App& app) {
  auto arguments = std::make_shared<run_arguments>();
  auto& verb = *app.add_subcommand(
      "run", "Run the reference workload, a semantic memory over WordNet, with its telemetry");
  verb.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  verb.add_option("-c,--config", arguments->config_file,
                  "TOML file; options on the command line win over it");
  add_load_options(verb, *arguments);
  add_data_options(verb, *arguments);
  add_level_option(verb, *arguments);
  add_metrics_options(verb, *arguments);
  add_trace_options(verb, *arguments);
  verb.add_flag("--json", arguments->options.json, "Prints the summary as JSON");
  verb.add_flag("-q,--quiet", arguments->options.quiet, "Shows no progress");
  verb.footer(
      "Exit status: 0 all is well; 1 the audit failed or records were refused; 2 wrong "
      "arguments;\n3 something it needs is not there.");
  return [arguments, &verb] { return run_with(verb, *arguments); };
}

}  // namespace engram::tool
