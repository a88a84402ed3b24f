// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "collect/exponential_fold.hpp"

#include <engram/collect/snapshot.hpp>
#include <engram/histogram.hpp>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

/// Snapshots made by hand: metrics with any numbers, without recording them.
namespace readings {

inline constexpr std::string_view kinds[] = {"semantic", "associative"};
inline constexpr std::string_view outcomes[] = {"hit", "miss"};
inline constexpr engram::label_dimension by_kind[] = {{"kind", kinds}};
inline constexpr engram::label_dimension by_kind_and_outcome[] = {{"kind", kinds},
                                                                  {"outcome", outcomes}};
inline constexpr engram::bounds uppers{0.1, 0.25, 1e-300 + 1, 2.5e10};
using mapping = engram::explicit_bounds<uppers>;

/// Metrics and their cells. Its entries never move.
class store {
 public:
  const engram::metric_entry& add(engram::metric_descriptor metric) {
    auto& entry = entries_.emplace_back();
    entry.descriptor = metric;
    entry.slot = static_cast<std::uint32_t>(cells_.size());
    const bool one = metric.kind == engram::metric_kind::gauge;
    cells_.resize(cells_.size() + (one ? metric.series : metric.cells()));
    order_.push_back(&entry);
    return entry;
  }
  const engram::metric_entry& scalar(std::string_view name, engram::metric_kind kind,
                                     std::span<const engram::label_dimension> dimensions = {},
                                     std::string_view unit = {}, std::string_view help = "Some.") {
    std::uint32_t series = 1;
    for (const auto& each : dimensions)
      series *= static_cast<std::uint32_t>(each.values.size() + 1);
    return add({.name = name,
                .help = help,
                .unit = unit,
                .kind = kind,
                .series = series,
                .stride = 1,
                .dimensions = dimensions,
                .buckets = nullptr});
  }
  const engram::metric_entry& histogram(std::string_view name,
                                        std::span<const engram::label_dimension> dimensions = {},
                                        std::string_view unit = {}) {
    std::uint32_t series = 1;
    for (const auto& each : dimensions)
      series *= static_cast<std::uint32_t>(each.values.size() + 1);
    return add({.name = name,
                .help = "Spread.",
                .unit = unit,
                .kind = engram::metric_kind::histogram,
                .series = series,
                .stride = engram::detail::histogram_cells::stride(mapping::count),
                .dimensions = dimensions,
                .buckets = &engram::layout_of<mapping>});
  }
  template <class Mapping>
  const engram::metric_entry& exponential(std::string_view name,
                                          std::span<const engram::label_dimension> dimensions = {},
                                          std::string_view unit = {}) {
    std::uint32_t series = 1;
    for (const auto& each : dimensions)
      series *= static_cast<std::uint32_t>(each.values.size() + 1);
    return add({.name = name,
                .help = "Spread.",
                .unit = unit,
                .kind = engram::metric_kind::histogram,
                .series = series,
                .stride = engram::detail::stride_of<Mapping>,
                .dimensions = dimensions,
                .buckets = &engram::layout_of<Mapping>});
  }
  /// Makes the series of an exponential histogram what recording these values would.
  template <class Mapping>
  void fill(const engram::metric_entry& metric, std::uint32_t series,
            std::initializer_list<double> values) {
    const auto stride = metric.descriptor.stride;
    std::vector<engram::detail::cell<engram::std_sync>> own(stride);
    for (const double value : values) {
      engram::detail::record_own<engram::std_sync, Mapping>(own.data(), value);
    }
    engram::detail::fold_exponential(
        engram::layout_of<Mapping>,
        std::span(cells_).subspan(metric.slot + std::size_t{series} * stride, stride), own.data());
  }
  void set(const engram::metric_entry& metric, std::uint32_t series, std::uint64_t value) {
    cells_[metric.slot + series] = value;
  }
  void set(const engram::metric_entry& metric, std::uint32_t series, double value) {
    set(metric, series, std::bit_cast<std::uint64_t>(value));
  }
  /// Records as a histogram does.
  void record(const engram::metric_entry& metric, std::uint32_t series, double value) {
    using at = engram::detail::histogram_cells;
    auto* cells = &cells_[metric.slot + series * metric.descriptor.stride];
    if (!engram::detail::is_finite(value)) {
      ++cells[engram::detail::non_finite_cell(value)];
      return;
    }
    ++cells[at::buckets + mapping::index(value)];
    cells[at::sum] = std::bit_cast<std::uint64_t>(std::bit_cast<double>(cells[at::sum]) + value);
    cells[at::min] = std::max(cells[at::min], ~engram::detail::order_key(value));
  }
  /// Gives a series these exemplars in the place of any it has; of a metric whose layout keeps
  /// some.
  void exemplify(const engram::metric_entry& metric, std::uint32_t series,
                 std::initializer_list<engram::exemplar> all) {
    auto found = std::find_if(exemplars_.begin(), exemplars_.end(),
                              [&](const auto& each) { return each.metric == &metric; });
    if (found == exemplars_.end()) {
      exemplars_.push_back({&metric, std::vector<std::uint32_t>(metric.descriptor.series), {}});
      found = exemplars_.end() - 1;
    }
    found->first[series] = static_cast<std::uint32_t>(found->exemplars.size()) + 1;
    found->exemplars.insert(found->exemplars.end(), all);
    found->exemplars.resize(found->first[series] - 1 + metric.descriptor.buckets->exemplar_count());
  }
  engram::snapshot read() const { return {order_, cells_, 0, exemplars_}; }

 private:
  std::deque<engram::metric_entry> entries_;
  std::vector<const engram::metric_entry*> order_;
  std::vector<std::uint64_t> cells_;
  std::vector<engram::detail::metric_exemplars> exemplars_;
};

}  // namespace readings
