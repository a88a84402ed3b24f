// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// Exponential histograms: a window that moves while a reader takes it is read before a flip or
// after it, never between, and nothing is lost or counted twice.
#include "collect/exponential_fold.hpp"
#include "collect/process_store.hpp"

#include <engram/collect/registry.hpp>
#include <engram/histogram.hpp>

#include <model/suite.hpp>

#include <array>
#include <cstdint>
#include <utility>

namespace engram::testing {
namespace {

using model::require;
using model::thread;
using mapping = exponential<4>;
using counts = std::array<std::uint64_t, 4>;

constexpr auto layout = detail::exponential_cells_of<mapping>;

/// A series outside of any store.
struct lone_series {
  std::array<detail::cell<std_sync>, layout.stride()> cells{};

  void count(double value) {
    detail::exponential_series<std_sync>(cells.data(), layout).count(value);
  }
  /// The buckets as a reader takes them, and how often resolution has been halved.
  std::pair<std::uint32_t, counts> read() const {
    std::array<std::uint64_t, layout.stride()> to{};
    detail::read_window(layout, to, cells.data());
    counts buckets{};
    for (std::size_t i = 0; i < 4; ++i) buckets[i] = to[detail::exponential_cells::buckets + i];
    return {detail::exponential_window(to[detail::exponential_cells::window]).shift, buckets};
  }
};

MODEL(a_window_is_read_before_a_flip_or_after_it, {}) {
  lone_series series;
  series.count(1);
  thread owner([&] {
    series.count(4);   // flips to scale 0
    series.count(64);  // flips to scale -1, back into the buffer of the beginning
  });
  const auto [shift, buckets] = series.read();
  if (shift == 0) require(buckets == counts{0, 1, 0, 0}, "before the first flip");
  if (shift == 8) {
    require(buckets == counts{1, 0, 0, 0} || buckets == counts{1, 0, 1, 0}, "between the flips");
  }
  if (shift == 9) {
    require(buckets == counts{1, 1, 0, 0} || buckets == counts{1, 1, 0, 1}, "after the second");
  }
  owner.join();
  require(series.read() == std::pair{9U, counts{1, 1, 0, 1}}, "a window is exact at rest");
}

MODEL(what_was_read_before_a_flip_is_there_after_it, {}) {
  lone_series series;
  thread owner([&] {
    series.count(1);
    series.count(4);
  });
  const auto total = [](const counts& of) { return of[0] + of[1] + of[2] + of[3]; };
  const auto first = total(series.read().second);
  const auto second = total(series.read().second);
  require(first <= second && second <= 2, "a count does not fall");
  owner.join();
  require(total(series.read().second) == 2, "nothing went with a flip");
}

constinit basic_histogram<on, mapping> sizes{{.name = "model.exponential"}};

MODEL(an_exponential_histogram_is_exact_at_rest, {.leaks_allowed = true}) {
  const registry metrics{sizes};
  thread other([] {
    sizes.record(1);
    sizes.record(1);
  });
  const auto meanwhile = metrics.scrape();
  require(meanwhile[sizes]().count() <= 2, "no record is counted twice");
  other.join();
  const auto at_rest = metrics.scrape();
  const auto read = at_rest[sizes]();
  require(read.count() == 2 && read.sum() == 2 && read.min() == 1 && read.max() == 1,
          "a histogram is exact at rest");
}

MODEL(late_records_of_an_exponential_histogram_lose_nothing, {}) {
  lone_series series;
  const auto late = [&](double value) {
    detail::record_late_exponential<std_sync, mapping>(series.cells.data(), value);
  };
  thread other([&] { late(4); });
  late(1);
  other.join();
  require(series.read() == std::pair{8U, counts{1, 0, 1, 0}}, "both are counted");
}

}  // namespace
}  // namespace engram::testing
