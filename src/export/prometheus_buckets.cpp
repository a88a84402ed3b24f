// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/prometheus_buckets.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace engram::inline v0::detail {
namespace {

/// Builds runs from buckets that come in order.
class run_builder {
 public:
  void add(std::int32_t index, std::uint64_t count) {
    const std::int64_t gap = std::int64_t{index} - next_;
    // A short gap costs less as empty buckets than as a new run.
    constexpr std::int64_t short_gap = 2;
    if (!made_.spans.empty() && gap <= short_gap) {
      for (std::int64_t i = 0; i < gap; ++i) append(0);
    } else {
      made_.spans.push_back({.offset = static_cast<std::int32_t>(gap), .length = 0});
    }
    append(count);
    next_ = index + 1;
  }
  native_buckets take() { return std::move(made_); }

 private:
  void append(std::uint64_t count) {
    ++made_.spans.back().length;
    made_.deltas.push_back(static_cast<std::int64_t>(count - last_));
    last_ = count;
  }

  native_buckets made_;
  std::int32_t next_ = 0;  // index
  std::uint64_t last_ = 0;
};

}  // namespace

void read_classic_buckets(const metric_descriptor& metric, std::span<const std::uint64_t> cells,
                          std::vector<classic_bucket>& buckets) {
  const auto& layout = *metric.buckets;
  buckets.clear();
  if (layout.kind == bucket_kind::exponential) {
    const exponential_reading reading(layout, cells);
    for (const auto& [bound, count] : counts_at_powers_of_two(reading)) {
      buckets.push_back({.upper_bound = bound, .cumulative = count});
    }
    buckets.push_back(
        {.upper_bound = std::numeric_limits<double>::infinity(), .cumulative = reading.count()});
    return;
  }
  std::uint64_t running = 0;
  for (std::uint32_t i = 0; i < layout.count; ++i) {
    running += cells[histogram_cells::buckets + i];
    buckets.push_back({.upper_bound = layout.upper_bound(i), .cumulative = running});
  }
}

bool is_exponential(const metric_descriptor& metric) noexcept {
  return metric.buckets != nullptr && metric.buckets->kind == bucket_kind::exponential;
}

bool keeps_exemplars(const metric_descriptor& metric) noexcept {
  return metric.buckets != nullptr && metric.buckets->exemplars != 0;
}

double sum_of(std::span<const std::uint64_t> cells) noexcept {
  return std::bit_cast<double>(cells[histogram_cells::sum]);
}

bool has_negatives(const std::uint64_t* series) noexcept {
  const std::uint64_t least = series[histogram_cells::min];
  return least != 0 && from_order_key(~least) < 0;
}

bool left_out(const metric_descriptor& metric, const series_reading& series) noexcept {
  if (!series.spare) return false;
  const auto* layout = metric.buckets;
  if (layout != nullptr && layout->kind == bucket_kind::exponential) {
    return exponential_reading(*layout, series.cells).count() == 0;
  }
  const auto values = layout != nullptr
                          ? series.cells.subspan(histogram_cells::buckets, layout->count)
                          : series.cells;
  return std::all_of(values.begin(), values.end(), [](std::uint64_t n) { return n == 0; });
}

native_buckets native_buckets_of(const exponential_reading::window& side, int scale, int schema) {
  const int merged = std::max(scale - schema, 0);
  const int split = std::max(schema - scale, 0);
  // Prometheus' index of the bucket that the one with OpenTelemetry's index `at` belongs to.
  const auto index_of = [=](std::int32_t at) {
    return split > 0 ? (at + 1) << split : (at >> merged) + 1;
  };
  run_builder runs;
  std::uint64_t together = 0;
  for (std::size_t i = 0; i < side.counts.size(); ++i) {
    together += side.counts[i];
    const std::int32_t at = side.offset + static_cast<std::int32_t>(i);
    const bool last = i + 1 == side.counts.size();
    if (!last && index_of(at + 1) == index_of(at)) continue;
    if (together > 0) runs.add(index_of(at), together);
    together = 0;
  }
  return runs.take();
}

native_histogram read_native(const exponential_reading& reading) {
  native_histogram made{.schema = std::clamp(reading.scale(), least_schema, greatest_schema),
                        .zero_count = reading.zero_count()};
  made.positive = native_buckets_of(reading.positive(), reading.scale(), made.schema);
  made.negative = native_buckets_of(reading.negative(), reading.scale(), made.schema);
  return made;
}

}  // namespace engram::inline v0::detail
