// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/snapshot.hpp>

#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace engram::testing {

/// Snapshots made by hand of a family with one string label and room for four label sets, the last
/// of them the overflow's.
class family_by_hand {
 public:
  static constexpr std::uint32_t sets = 4;
  static constexpr std::uint32_t overflow = sets - 1;

  struct row {
    std::uint32_t set;
    std::uint32_t life;
    std::string_view text;
    std::uint64_t value;
  };

  explicit family_by_hand(metric_kind kind) {
    metric_.descriptor = {.name = "test.family",
                          .help = {},
                          .unit = {},
                          .kind = kind,
                          .series = sets,
                          .stride = 1,
                          .dimensions = {},
                          .buckets = nullptr,
                          .text_keys = keys};
    // That there is one counts; it is not looked into.
    metric_.family = static_cast<decltype(metric_.family)>(static_cast<void*>(this));
  }

  const metric_entry& metric() const { return metric_; }
  snapshot read(const std::vector<row>& rows, std::uint64_t beyond = 0) const {
    auto chunk = std::make_shared<detail::label_set_chunk>();
    std::vector<std::uint64_t> cells(metric_.descriptor.cells());
    cells[overflow] = beyond;
    for (const auto& each : rows) {
      chunk->rows.push_back({each.set, each.life, static_cast<std::uint32_t>(chunk->bytes.size())});
      const auto length = static_cast<std::uint16_t>(each.text.size());
      chunk->bytes.append(reinterpret_cast<const char*>(&length), sizeof(length));
      chunk->bytes += each.text;
      cells[each.set] = each.value;
    }
    snapshot made({&metric_}, std::move(cells));
    made.set_families({{&metric_, {.chunks = {std::move(chunk)}, .overflow = overflow}}});
    return made;
  }

 private:
  static constexpr std::string_view keys[] = {"tenant"};
  metric_entry metric_;
};

}  // namespace engram::testing
