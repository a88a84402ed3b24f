// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/cognitive/priming.hpp>
#include <engram/collect/collector.hpp>
#include <engram/export/top_keys.hpp>

#include <cstdio>

namespace cognitive = engram::cognitive;

void prime(std::uint64_t from, std::uint64_t to) {
  cognitive::record(cognitive::primed{.prime = cognitive::node_id{from},
                                      .target = cognitive::node_id{to},
                                      .strength = .5F,
                                      .kind = cognitive::priming_kind::semantic,
                                      .hops = 1});
}

int main() {
  // [options]
  auto pairs = std::make_unique<engram::top_keys>(engram::top_keys_options{
      .event = "engram.node.primed", .fields = {"prime", "target"}, .capacity = 64});
  const auto reader = pairs->read();  // for any thread, at any time
  engram::collector_options options;
  options.exporters.push_back(std::move(pairs));
  // [/options]
  engram::collector collector{std::move(options)};
  if (!collector.start()) return 1;

  // A thousand pairs come once, two come often.
  for (std::uint64_t i = 0; i < 1000; ++i) {
    prime(1000 + i, 5000 + i);
    prime(7, 8);
    if (i % 2 == 0) prime(7, 9);
  }
  collector.stop();

  // [read]
  const auto now = reader.top(2);
  for (const auto& pair : now.keys) {
    std::printf("%llu -> %llu: from %.0f to %.0f%s\n",
                static_cast<unsigned long long>(pair.key.first),
                static_cast<unsigned long long>(pair.key.second), pair.at_least(), pair.count,
                pair.in_order ? ", its place is certain" : "");
  }
  std::printf("of %.0f; a pair that is not held has at most %.0f\n", now.total, now.unseen);
  // [/read]
  return 0;
}
