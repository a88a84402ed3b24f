// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/exponential_reading.hpp>
#include <engram/collect/histogram_reading.hpp>
#include <engram/collect/series.hpp>
#include <engram/collect/tables.hpp>
#include <engram/counter.hpp>
#include <engram/exemplar.hpp>
#include <engram/gauge.hpp>
#include <engram/histogram.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace engram::inline v0 {

/// What reads a series of a histogram: `exponential_reading` or `histogram_reading`.
template <class Mapping>
using reading_of =
    std::conditional_t<exponential_mapping<Mapping>, exponential_reading, histogram_reading>;

namespace detail {

template <class Mapping>
reading_of<Mapping> empty_reading() noexcept {
  static constexpr std::uint64_t nothing[stride_of<Mapping>]{};
  return {layout_of<Mapping>, nothing};
}

/// The exemplars of one metric, of the series that have any.
struct metric_exemplars {
  const metric_entry* metric;
  std::vector<std::uint32_t> first{};  ///< of each series in `exemplars`, from 1; 0: it has none
  std::vector<exemplar> exemplars{};
};

}  // namespace detail

/// The series of one family in a snapshot, which must outlive it.
template <class Family>
class family_reading;

/// What a set of metrics read at one moment: every thread's cells summed. A plain value; it holds
/// no lock and nothing changes it. Recording goes on while it is taken: each cell is read once, so
/// every reading contains all that happened before `scrape` began and nothing that happened after
/// it ended.
class snapshot {
 public:
  snapshot() = default;
  snapshot(std::vector<const metric_entry*> metrics, std::vector<std::uint64_t> cells,
           std::uint32_t epoch = 0, std::vector<detail::metric_exemplars> exemplars = {})
      : metrics_(std::move(metrics)),
        cells_(std::move(cells)),
        exemplars_(std::move(exemplars)),
        epoch_(epoch) {}
  /// With the label sets of those that are families.
  using family_sets = std::vector<std::pair<const metric_entry*, detail::label_sets>>;
  void set_families(family_sets families) { families_ = std::move(families); }

  /// The metrics read, in the order they registered.
  std::span<const metric_entry* const> metrics() const noexcept { return metrics_; }
  /// How many forks lay between the first process and the one that was read. Each counts from zero.
  std::uint32_t epoch() const noexcept { return epoch_; }

  /// What was recorded between `earlier` and this reading, which may be read as this is
  /// (`engram/collect/delta.hpp` says what exactly holds). Cost: about 1 ns a cell.
  snapshot since(const snapshot& earlier) const;

  /// The cells of one series of a metric: one for a counter or gauge, `stride` for a histogram.
  std::span<const std::uint64_t> series(const metric_entry& metric, std::uint32_t index) const {
    const auto stride = metric.descriptor.kind == metric_kind::gauge ? 1 : metric.descriptor.stride;
    return std::span(cells_).subspan(metric.slot + std::size_t{index} * stride, stride);
  }

  /// The exemplars of a series, one for each bucket and its cell; empty when it has none. Of a
  /// bucket the greatest that any thread remembers of its last ones: `operation` is 0 where there
  /// is none. An exponential histogram's stand in the order of the window's cells: the positive
  /// numbers' from the bucket `positive().offset` on, then, `count` of the layout further, the
  /// negative ones'. A difference of two readings has those of the later one.
  std::span<const exemplar> exemplars(const metric_entry& metric,
                                      std::uint32_t index) const noexcept {
    for (const auto& [kept, first, all] : exemplars_) {
      if (kept != &metric || first[index] == 0) continue;
      return std::span(all).subspan(first[index] - 1, metric.descriptor.buckets->exemplar_count());
    }
    return {};
  }

  /// Lets go of its exemplars, which a reading that others are compared with does not need.
  void forget_exemplars() noexcept { exemplars_ = {}; }

  /// Memory that it holds by itself, in bytes; the texts of label sets are shared.
  std::size_t bytes() const noexcept {
    return cells_.capacity() * sizeof(std::uint64_t) +
           metrics_.capacity() * sizeof(const metric_entry*) +
           families_.capacity() * sizeof(families_[0]) + exemplar_bytes();
  }

  /// Calls `visit(const series_reading&)` for every series of a metric, whatever its labels are
  /// made of: for an enum-labelled metric all combinations, spare ones included; for a family the
  /// label sets it has, and the overflow once something is in it.
  template <class Visit>
  void each_series(const metric_entry& metric, Visit visit) const {
    for (detail::series_walk walk(*this, metric); walk.next();) visit(walk.now());
  }
  /// The label sets of a family when it was read; nullptr for other metrics.
  const detail::label_sets* label_sets_of(const metric_entry& metric) const noexcept {
    for (const auto& [family, sets] : families_) {
      if (family == &metric) return &sets;
    }
    return nullptr;
  }

  /// `snapshot[counter](labels...)`: the sum of a series; 0 for what was not read.
  template <enabled_mode Mode, class... Labels>
  auto operator[](const basic_counter<Mode, Labels...>& counter) const noexcept {
    return [this, &counter](Labels... labels) noexcept -> std::uint64_t {
      return at(counter.slot(), detail::series_index(labels...));
    };
  }
  template <enabled_mode Mode, class... Labels>
  auto operator[](const basic_up_down_counter<Mode, Labels...>& counter) const noexcept {
    return [this, &counter](Labels... labels) noexcept {
      return static_cast<std::int64_t>(at(counter.slot(), detail::series_index(labels...)));
    };
  }
  template <enabled_mode Mode, class... Labels>
  auto operator[](const basic_gauge<Mode, Labels...>& gauge) const noexcept {
    return [this, &gauge](Labels... labels) noexcept {
      return std::bit_cast<double>(at(gauge.slot(), detail::series_index(labels...)));
    };
  }
  /// A histogram's reading looks into the snapshot, which must outlive it.
  template <enabled_mode Mode, class Mapping, class... Labels>
  auto operator[](const basic_histogram<Mode, Mapping, Labels...>& histogram) const& noexcept {
    return [this, &histogram](Labels... labels) noexcept {
      constexpr auto stride = detail::stride_of<Mapping>;
      // relaxed: a slot orders nothing.
      const std::uint64_t first =
          std::uint64_t{histogram.slot().load(ENGRAM_MO(read_slot, relaxed))} +
          detail::series_index(labels...) * stride;
      if (first + stride > cells_.size()) return detail::empty_reading<Mapping>();
      return reading_of<Mapping>(layout_of<Mapping>, std::span(cells_).subspan(first, stride));
    };
  }

  template <enabled_mode Mode, class Mapping, class... Labels>
  void operator[](const basic_histogram<Mode, Mapping, Labels...>&) const&& = delete;

  /// `snapshot[family](texts..., labels...)` reads as an instrument without strings does, and
  /// `snapshot[family].overflow(labels...)` what found no room. Nothing for a label set that the
  /// family has not. Cost: a search through its label sets.
  template <class Family>
    requires(Family::is_family)
  auto operator[](const Family& family) const noexcept {
    return family_reading<Family>(*this, family);
  }
  /// The cells of one series of a family by name: of a label set, or of the overflow if there are
  /// no texts. Empty when there is no such series.
  std::span<const std::uint64_t> find(std::string_view family,
                                      std::span<const std::string_view> texts,
                                      std::uint32_t enums) const noexcept;

  /// Instruments that are compiled out read as if nothing had been recorded.
  template <disabled_mode Mode, class... Labels>
  auto operator[](const basic_counter<Mode, Labels...>&) const noexcept {
    return [](Labels...) noexcept { return std::uint64_t{0}; };
  }
  template <disabled_mode Mode, class... Labels>
  auto operator[](const basic_up_down_counter<Mode, Labels...>&) const noexcept {
    return [](Labels...) noexcept { return std::int64_t{0}; };
  }
  template <disabled_mode Mode, class... Labels>
  auto operator[](const basic_gauge<Mode, Labels...>&) const noexcept {
    return [](Labels...) noexcept { return 0.0; };
  }
  template <disabled_mode Mode, class Mapping, class... Labels>
  auto operator[](const basic_histogram<Mode, Mapping, Labels...>&) const noexcept {
    return [](Labels...) noexcept { return detail::empty_reading<Mapping>(); };
  }

 private:
  std::size_t exemplar_bytes() const noexcept {
    std::size_t bytes = 0;
    for (const auto& [metric, first, all] : exemplars_) {
      bytes += first.capacity() * sizeof(first[0]) + all.capacity() * sizeof(all[0]);
    }
    return bytes;
  }
  template <class Slot>
  std::uint64_t at(const Slot& slot, std::uint32_t index) const noexcept {
    const std::uint64_t i = std::uint64_t{slot.load(ENGRAM_MO(read_cell_slot, relaxed))} + index;
    return i < cells_.size() ? cells_[i] : 0;
  }

  std::vector<const metric_entry*> metrics_;
  std::vector<std::uint64_t> cells_;
  std::vector<detail::metric_exemplars> exemplars_;
  family_sets families_;
  std::uint32_t epoch_ = 0;
};

template <class Family>
class family_reading {
 public:
  family_reading(const snapshot& reading, const Family& family) noexcept
      : reading_(reading), family_(family) {}

  template <class... Labels>
  auto operator()(Labels... labels) const noexcept {
    if constexpr (Family::enabled) {
      const auto series = Family::name_series(labels...);
      return value(reading_.find(family_.descriptor().name, series.texts, series.enums));
    } else {
      return value({});
    }
  }
  template <class... Enums>
  auto overflow(Enums... labels) const noexcept {
    if constexpr (Family::enabled) {
      return value(reading_.find(family_.descriptor().name, {}, Family::name_enums(labels...)));
    } else {
      return value({});
    }
  }

 private:
  static auto value(std::span<const std::uint64_t> cells) noexcept {
    if constexpr (requires { typename Family::mapping; }) {
      using mapping = typename Family::mapping;
      return cells.empty() ? detail::empty_reading<mapping>()
                           : reading_of<mapping>(layout_of<mapping>, cells);
    } else {
      return static_cast<typename Family::value_type>(cells.empty() ? 0 : cells[0]);
    }
  }

  const snapshot& reading_;
  const Family& family_;
};

}  // namespace engram::inline v0
