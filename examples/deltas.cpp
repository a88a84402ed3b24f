// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// Reads what happened since the last reading, and in the last ten seconds.
#include <engram/collect/delta.hpp>
#include <engram/collect/window_thread.hpp>
#include <engram/engram.hpp>

#include <chrono>
#include <cstdio>

namespace {

inline constinit engram::counter<> recalls{{.name = "app.recalls", .help = "Recalls."}};

}  // namespace

int main() {
  // [read]
  engram::delta_reader deltas{engram::registry{recalls}};
  deltas.reset();  // otherwise the first delta holds all that was ever counted
  recalls.add(3);
  const auto first = deltas.read();
  recalls.add(4);
  const auto second = deltas.read();
  // [/read]
  std::printf("%llu, then %llu\n", static_cast<unsigned long long>(first[recalls]()),
              static_cast<unsigned long long>(second[recalls]()));

  // [window]
  const engram::window_thread windows{engram::registry{recalls}};
  recalls.add(5);
  const auto reading = windows.read();
  const auto recent = reading.over(std::chrono::seconds(10))[recalls]();
  // [/window]
  std::printf("%llu in the last ten seconds\n", static_cast<unsigned long long>(recent.count));
}
