// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/tables.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engram::inline v0 {

class snapshot;

/// One label of a series. A string label's value may hold any bytes.
struct series_label {
  std::string_view key;
  std::string_view value;
};

/// The label of a family's overflow series, whose other string labels are absent: OpenTelemetry's
/// `otel.metric.overflow`, spelt as label keys are.
inline constexpr series_label overflow_label{"otel_metric_overflow", "true"};

/// One series of a metric as a snapshot read it. A view: it holds for the visit.
struct series_reading {
  std::span<const series_label> labels;
  /// One for a counter, an up-down counter or a gauge; `stride` for a histogram.
  std::span<const std::uint64_t> cells;
  std::uint32_t index = 0;  ///< of the series within its metric
  /// Changes when the series' cells pass to another label set.
  std::uint32_t life = 0;
  bool spare = false;     ///< stands for numbers outside an enum: of interest unless it is empty
  bool overflow = false;  ///< what found no room within a family's cardinality limit

  /// Nothing was recorded.
  bool empty() const noexcept {
    return std::all_of(cells.begin(), cells.end(), [](std::uint64_t each) { return each == 0; });
  }
};

namespace detail {

/// Some label sets of a family, as they were when a snapshot was taken. Immutable.
struct label_set_chunk {
  struct row {
    std::uint32_t set;    ///< the position of its cells within the family's
    std::uint32_t life;   ///< of those cells; odd: it has expired and is not shown
    std::uint32_t first;  ///< of its bytes
  };
  std::vector<row> rows;
  std::string bytes;  ///< each row's: two bytes of length for each value, then the values
};

/// All of them, and the position of the overflow's cells.
struct label_sets {
  std::vector<std::shared_ptr<const label_set_chunk>> chunks;
  std::uint32_t overflow = 0;
};

/// The life that a label set has, or had before it expired.
constexpr std::uint32_t live_form(std::uint32_t life) noexcept { return life & ~1U; }

/// Combinations of a metric's enum labels, spare ones included.
std::uint32_t count_enums(const metric_descriptor& row) noexcept;

/// Calls `visit(dimension, value, spare)` for each enum label of one of a metric's combinations:
/// the position of the dimension, and its value, which is spare where it stands for numbers
/// outside.
template <class Visit>
void each_enum_label(const metric_descriptor& row, std::uint32_t combination, Visit visit) {
  std::uint32_t below = count_enums(row);
  for (std::size_t i = 0; i < row.dimensions.size(); ++i) {
    const auto& values = row.dimensions[i].values;
    below /= static_cast<std::uint32_t>(values.size()) + 1;
    const std::uint32_t position = combination / below;
    combination %= below;
    const bool spare = position >= values.size();
    visit(i, spare ? out_of_range_label : values[position], spare);
  }
}

/// The position of the label set of these values, if a family has it.
std::optional<std::uint32_t> find_label_set(const label_sets& sets,
                                            std::span<const std::string_view> texts) noexcept;

/// Goes from series to series of one metric.
class series_walk {
 public:
  series_walk(const snapshot& reading, const metric_entry& metric);
  /// Reads the next series; false after the last.
  bool next();
  const series_reading& now() const noexcept { return now_; }

 private:
  bool next_label_set();
  void read_texts(const label_set_chunk& chunk, std::uint32_t first);
  void read_enums(std::uint32_t position);

  const snapshot& reading_;
  const metric_entry& metric_;
  const label_sets* sets_;
  std::uint32_t enums_;     // combinations of enum labels
  std::uint32_t position_;  // of the next combination
  std::uint32_t set_ = 0;   // whose combinations are read
  std::size_t chunk_ = 0;   // of the next label set
  std::size_t row_ = 0;     // in it
  bool overflow_met_ = false;
  std::vector<series_label> labels_;
  std::size_t texts_ = 0;  // labels of the label set, in front of the enums'
  series_reading now_;
};

}  // namespace detail
}  // namespace engram::inline v0
