// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "export/prometheus_lines.hpp"
#include "export/prometheus_names.hpp"
#include "export/raw_text.hpp"

#include <engram/collect/snapshot.hpp>
#include <engram/export/prometheus.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engram::inline v0::detail {

/// What a piece of a page does after its text.
enum class piece_kind : std::uint8_t {
  unsigned_number,        ///< writes a cell
  signed_number,          ///< writes a cell
  real_number,            ///< writes the double in a cell
  bucket,                 ///< adds a cell to the running count and writes that
  count,                  ///< writes the running count and sets it to 0
  spare_unsigned_number,  ///< as above, but nothing at all, text included, when the cell is 0
  spare_signed_number,
  spare_real_number,
  text,   ///< nothing
  sum,    ///< as `real_number`; but neither it nor the count behind it once a value was negative
  spare,  ///< `cell` is an entry of `spares_`: a series to skip when it is empty
  nonfinite,  ///< `cell` is an entry of `nonfinites_`: what of a metric was NaN or infinite
  lines,      ///< `cell` is an entry of `lines_`: a metric whose series come and go
};

/// Pages without their numbers: the text of all lines in one string, in the order it is needed, and
/// one piece for each. For the text formats.
class page_program {
 public:
  /// Text is copied in blocks of so many bytes.
  static constexpr std::size_t block = 32;

  explicit page_program(line_style style) : style_(std::move(style)) {}

  /// Learns the metrics that it does not know yet. Where memory is short it throws and knows none.
  void learn(std::span<const metric_entry* const> metrics);
  /// Appends the snapshot's numbers and all text between.
  void run(const snapshot& reading, const page_moment& moment, raw_text& page);
  /// The names that a page of these metrics has.
  const name_claims& names() const noexcept { return names_; }

 private:
  struct piece {
    std::uint32_t length;  // of its text
    std::uint32_t cell;
    piece_kind kind;
  };
  struct spare_series {
    std::uint32_t first;  // bucket
    std::uint32_t buckets;
    std::uint32_t pieces;
    std::uint32_t length;
  };
  struct walk;

  void add_metric(const metric_entry& metric);
  void add_scalar(const metric_entry& metric, const family_names& names);
  void add_histogram(const metric_entry& metric, const std::string& family);
  void add_histogram_series(const metric_entry& metric, const std::string& family,
                            const std::string& labels, std::uint32_t first_cell);
  void add_nonfinite(const metric_entry& metric);
  void add_created(const std::string& family, const std::string& labels);
  void add_piece(piece_kind kind, std::uint32_t cell);
  bool take_family(const family_names& names, std::string_view dotted);
  void forget() { *this = page_program(style_); }

  const std::uint64_t* cells_of(const snapshot& reading) const;

  line_style style_;
  std::vector<const metric_entry*> metrics_;
  std::string text_;           // with a block of padding at its end
  std::size_t text_done_ = 0;  // up to the last piece's end
  std::vector<piece> pieces_;
  std::vector<spare_series> spares_;
  std::vector<nonfinite_metric> nonfinites_;
  std::vector<series_lines> lines_;
  name_claims names_;
};

}  // namespace engram::inline v0::detail
