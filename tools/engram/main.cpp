// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/doctor_command.hpp"
#include "engram/exit_status.hpp"
#include "engram/metrics_command.hpp"
#include "engram/run_command.hpp"
#include "engram/usage.hpp"
#include "engram/version.hpp"

#include <CLI/CLI.hpp>

#include <array>
#include <cstdio>
#include <exception>
#include <string>
#include <utility>

namespace {

int command(int argc, char** argv) {
  CLI::App app("Telemetry for cognitive memory engines.", "engram");
  app.set_version_flag("--version", "engram " + engram::tool::library_version());
  app.failure_message(engram::tool::usage_message);
  const std::array verbs{std::pair{"run", engram::tool::add_run_command(app)},
                         std::pair{"doctor", engram::tool::add_doctor_command(app)},
                         std::pair{"metrics", engram::tool::add_metrics_command(app)}};
  try {
    app.parse(argc, argv);
    if (app.get_subcommands().empty()) throw CLI::RequiredError("A verb");
  } catch (const CLI::ParseError& error) {
    const int status = app.exit(error);
    return status == 0 ? engram::tool::success : engram::tool::usage_error;
  }
  for (const auto& [name, start] : verbs) {
    if (app.got_subcommand(name)) return start();
  }
  return engram::tool::usage_error;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return command(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "engram: %s\n", error.what());
    return engram::tool::environment_error;
  }
}
