// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "lifecycle/scenario.hpp"

#include <engram/export/ndjson.hpp>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

// What a process executes that recorded, collected and served until then. Usage: after_exec FILE
// Exits with 0 when it found nothing of that left, and records, collects and exports for itself.
namespace {

using namespace engram::testing;

/// Descriptors above standard error, but for the one that the list is read by.
int inherited() {
  int n = 0;
  for (const auto& each : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    const auto what = std::filesystem::read_symlink(each.path(), gone);
    if (gone || std::stoi(each.path().filename()) <= 2) continue;
    if (what.string().find("/fd") != std::string::npos) continue;
    std::fprintf(stderr, "after_exec: %s -> %s is open\n", each.path().c_str(), what.c_str());
    ++n;
  }
  return n;
}

bool exports_for_itself(const std::string& path) {
  engram::collector_options options;
  options.exporters = only(std::make_unique<engram::ndjson>(engram::ndjson_options{.path = path}));
  engram::collector own(std::move(options));
  if (!own.start()) return false;
  record_everything();
  if (!own.stop().complete() || !own.account().balances()) return false;
  std::ifstream in(path);
  int events = 0;
  for (std::string line; std::getline(in, line);) {
    events += line.find(primed_name) != std::string::npos;
  }
  return events == 1;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 1;
  if (inherited() != 0) return 2;
  if (total_hits() != 0 || total_sizes() != 0 || total_spans() != 0) return 3;
  if (!exports_for_itself(arguments[1])) return 4;
  return total_hits() == 1 && total_sizes() == 1 && total_spans() == 1 ? 0 : 5;
}
