// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// Runs litmus tests under the model checker. Exit status: 0 all promises kept, 1 some broken or the
// oracle disagrees, 2 wrong use or a test that cannot be read.
#include "litmus/command.hpp"
#include "litmus/generate/families.hpp"
#include "litmus/generate/random_program.hpp"
#include "litmus/text/text.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>
#include <string>
#include <vector>

namespace {

namespace litmus = engram::model::litmus;

struct arguments {
  std::vector<std::string> files;
  std::vector<std::string> names;
  std::vector<std::uint64_t> seeds;
  std::string table;
  bool list = false;
  bool print = false;
  std::string mode = "reduced";
  litmus::run_settings settings;
};

void describe(CLI::App& app, arguments& given) {
  app.add_option("file", given.files, "Tests to run");
  app.add_option("--name", given.names, "Tests of a family, such as MP+rlx-rel+acq-rlx");
  app.add_option("--random", given.seeds, "Seeds of random programs");
  app.add_option("--mode", given.mode, "How executions are enumerated")
      ->check(CLI::IsMember({"reduced", "brute-force"}))
      ->capture_default_str();
  app.add_flag("--oracle", given.settings.oracle, "Also compare the outcomes with the axioms'");
  app.add_flag("--all", given.settings.all, "Show all registers and locations");
  app.add_flag("--print", given.print, "Print the tests instead of running them");
  app.add_flag("--list", given.list, "List the shapes of families");
  app.add_option("--table", given.table, "Print the verdicts of a shape's family by the axioms");
}

std::vector<litmus::program> tests_of(const arguments& given) {
  std::vector<litmus::program> tests;
  for (const auto& file : given.files) tests.push_back(litmus::parse_file(file));
  for (const auto& name : given.names) tests.push_back(litmus::make_test(name));
  for (const auto seed : given.seeds) tests.push_back(litmus::random_program(seed));
  return tests;
}

bool run(const arguments& given) {
  bool good = true;
  if (given.list) {
    for (const litmus::shape& each : litmus::shapes()) {
      std::cout << each.name << ": " << each.threads << (each.ends.empty() ? "" : "; ") << each.ends
                << '\n';
    }
  }
  if (!given.table.empty()) litmus::write_table(given.table, std::cout);
  for (const litmus::program& test : tests_of(given)) {
    if (given.print) {
      std::cout << litmus::print(test) << '\n';
    } else {
      good &= litmus::run_and_report(test, given.settings, std::cout);
    }
  }
  return good;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    CLI::App app("Runs litmus tests under the model checker");
    arguments given;
    describe(app, given);
    try {
      app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return app.exit(error) == 0 ? 0 : 2;  // 0: help was asked for
    }
    using engram::model::exploration;
    given.settings.how = given.mode == "reduced" ? exploration::reduced : exploration::brute_force;
    if (argc == 1) {
      std::cerr << "litmus: nothing to do; name a file, --name, --random, --table or --list\n";
      return 2;
    }
    return run(given) ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << "litmus: " << error.what() << '\n';
    return 2;
  }
}
