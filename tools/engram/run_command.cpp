// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/run_command.hpp"

#include "engram/run_config.hpp"
#include "engram/config_reader.hpp"
#include "engram/exit_status.hpp"
#include "engram/run.hpp"

#include <cstdio>
#include <memory>
#include <string>
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

std::chrono::nanoseconds duration_of(const std::string& text) {
  const auto parsed = parse_duration(text);
  if (!parsed) {
    throw CLI::ValidationError("\"" + text + "\" is not a duration; write 90s, 500ms or 1.5h");
  }
  return std::chrono::nanoseconds(*parsed);
}

std::uint64_t size_of(const std::string& text) {
  const auto parsed = parse_size(text);
  if (!parsed) throw CLI::ValidationError("\"" + text + "\" is not a size; write 64MiB or 65536");
  return *parsed;
}

void add_load_options(CLI::App& verb, run_arguments& arguments) {
  add<double>(verb, arguments, "--rate", "Operations a second [10000]",
              [](run_config& c, double v) { c.load.rate = v; })
      ->check(CLI::Range(0.001, 1e7));
  add<std::string>(verb, arguments, "--duration", "How long: 90s, 5m, 1.5h [60s]",
                   [](run_config& c, const std::string& v) { c.load.duration = duration_of(v); })
      ->check([](const std::string& text) {
        return parse_duration(text) ? "" : "write 90s, 500ms or 1.5h";
      });
  verb.add_option("--operations", arguments.options.operations,
                  "Ends the run after so many operations instead")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 40));
  add<unsigned>(verb, arguments, "--threads", "Worker threads [2]",
                [](run_config& c, unsigned v) { c.load.threads = v; })
      ->check(CLI::Range(1U, 1024U));
  add<std::uint32_t>(verb, arguments, "--spaces", "Memory spaces (tenants) [64]",
                     [](run_config& c, std::uint32_t v) { c.load.spaces = v; })
      ->check(CLI::Range(1U, 16384U));
  add<std::uint64_t>(verb, arguments, "--seed", "Same seed, same operations and events [1]",
                     [](run_config& c, std::uint64_t v) { c.load.seed = v; });
  add<std::string>(verb, arguments, "--scenario", "Mix of operations: production or recalls",
                   [](run_config& c, const std::string& v) { c.load.scenario = v; })
      ->check(CLI::IsMember({"production", "recalls"}));
  add<std::string>(verb, arguments, "--arrival", "When they start: poisson, burst or saturate",
                   [](run_config& c, const std::string& v) { c.load.arrival = v; })
      ->check(CLI::IsMember({"poisson", "burst", "saturate"}));
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

void add_telemetry_options(CLI::App& verb, run_arguments& arguments) {
  const std::vector<std::pair<std::string, telemetry_level>> levels{
      {"absent", telemetry_level::absent},
      {"disabled", telemetry_level::disabled},
      {"off", telemetry_level::off},
      {"metrics", telemetry_level::metrics},
      {"full", telemetry_level::full}};
  verb.add_option("--telemetry", arguments.options.telemetry,
                  "absent, disabled, off, metrics or full [full]")
      ->transform(CLI::CheckedTransformer(levels, CLI::ignore_case))
      ->option_text("LEVEL");
  add<std::string>(verb, arguments, "--listen", "Address to serve metrics on [127.0.0.1]",
                   [](run_config& c, const std::string& v) { c.metrics.address = v; });
  add<std::uint16_t>(verb, arguments, "--port", "Its port; 0: any free one [9464]",
                     [](run_config& c, std::uint16_t v) { c.metrics.port = v; });
  verb.add_option("--port-file", arguments.options.port_file, "Where to write the port served on");
  verb.add_option_function<std::string>(
          "--hold",
          [&arguments](const std::string& v) { arguments.options.hold = duration_of(v); },
          "Goes on serving metrics so long after the load")
      ->option_text("TIME");
  add<std::string>(verb, arguments, "--trace", "Writes events as NDJSON to this file; - for stdout",
                   [](run_config& c, const std::string& v) { c.ndjson.path = v; });
  add<std::string>(verb, arguments, "--trace-file-size", "Starts a new file beyond this [256MiB]",
                   [](run_config& c, const std::string& v) { c.ndjson.max_file_bytes = size_of(v); })
      ->check([](const std::string& text) { return parse_size(text) ? "" : "write 64MiB or 65536"; });
  add<std::uint32_t>(verb, arguments, "--trace-files", "Files kept [4]",
                     [](run_config& c, std::uint32_t v) { c.ndjson.max_files = v; })
      ->check(CLI::Range(1U, 100'000U));
}

int run_with(const run_arguments& arguments) {
  run_config config;
  try {
    if (!arguments.config_file.empty()) load_config(arguments.config_file, config);
    for (const auto& replace : arguments.overrides) replace(config);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return usage_error;
  }
  if (arguments.options.json && config.ndjson.path == "-") {
    std::fputs("engram run: --json and --trace - both write to the standard output; "
               "give --trace a file\n", stderr);
    return usage_error;
  }
  return run(config, arguments.options);
}

}  // namespace

std::function<int()> add_run_command(CLI::App& app) {
  auto arguments = std::make_shared<run_arguments>();
  auto& verb = *app.add_subcommand(
      "run", "Run the reference workload, a semantic memory over WordNet, with its telemetry");
  verb.add_option("-c,--config", arguments->config_file,
                  "TOML file; options on the command line win over it");
  add_load_options(verb, *arguments);
  add_data_options(verb, *arguments);
  add_telemetry_options(verb, *arguments);
  verb.add_flag("--json", arguments->options.json, "Prints the summary as JSON");
  verb.add_flag("-q,--quiet", arguments->options.quiet, "Shows no progress");
  verb.footer("Exit status: 0 all is well; 1 the audit failed or records were refused; 2 wrong "
              "arguments;\n3 something it needs is not there.");
  return [arguments] { return run_with(*arguments); };
}

}  // namespace engram::tool
