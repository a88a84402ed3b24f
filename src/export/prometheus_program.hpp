// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/snapshot.hpp>
#include <engram/export/prometheus.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace engram::inline v0::detail {

/// Bytes that grow without being filled first.
class raw_text {
 public:
  /// Room for `bytes` behind what is there; what is there stays.
  char* room(std::size_t bytes);
  void end_at(const char* end) noexcept { size_ = static_cast<std::size_t>(end - data_.get()); }
  void clear() noexcept { size_ = 0; }
  void append(std::string_view text);
  std::string_view view() const noexcept { return {data_.get(), size_}; }

 private:
  std::unique_ptr<char[]> data_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

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
  text,       ///< nothing
  spare,      ///< `cell` is an entry of `spares_`: a series to skip when it is empty
  nonfinite,  ///< `cell` is an entry of `nonfinites_`: what of a metric was NaN or infinite
};

/// Pages without their numbers: the text of all lines in one string, in the order it is needed, and
/// one piece for each.
class page_program {
 public:
  /// Text is copied in blocks of so many bytes.
  static constexpr std::size_t block = 32;

  /// Learns the metrics that it does not know yet. Where memory is short it throws and knows none.
  void learn(std::span<const metric_entry* const> metrics);
  /// Appends the snapshot's numbers and all text between.
  void run(const snapshot& reading, raw_text& page) const;
  /// Whether a page of these metrics has a family of this name.
  bool has(const std::string& family) const { return families_.contains(family); }

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
  struct nonfinite_metric {
    const metric_entry* metric;
    std::string family;
  };

  struct walk;

  void add_metric(const metric_entry& metric);
  void add_scalar(const metric_entry& metric, const std::string& family);
  void add_histogram(const metric_entry& metric, const std::string& family);
  void add_histogram_series(const metric_entry& metric, const std::string& family,
                            const std::string& labels, std::uint32_t first_cell);
  void add_nonfinite(const metric_entry& metric);
  void add_piece(piece_kind kind, std::uint32_t cell);
  bool take_family(const std::string& family, std::string_view dotted);
  void forget() { *this = {}; }

  const std::uint64_t* cells_of(const snapshot& reading) const;
  void put_nonfinite(const nonfinite_metric& of, const snapshot& reading, raw_text& page) const;

  std::vector<const metric_entry*> metrics_;
  std::string text_;           // with a block of padding at its end
  std::size_t text_done_ = 0;  // up to the last piece's end
  std::vector<piece> pieces_;
  std::vector<spare_series> spares_;
  std::vector<nonfinite_metric> nonfinites_;
  std::unordered_set<std::string> families_;
};

/// Writes a sample's number at `to`, with its line end.
char* put_sample_number(char* to, std::uint64_t value) noexcept;
char* put_sample_number(char* to, std::int64_t value) noexcept;
char* put_sample_number(char* to, double value) noexcept;

}  // namespace engram::inline v0::detail
