// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/text_file.hpp"
#include "workload/wordnet.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace engram::workload {

/// The steps of `load_wordnet`, to be called once each in the order of their declaration.
/// Formats: wndb(5WN), senseidx(5WN), cntlist(5WN). Every step throws `workload_error`.
class wordnet_parser {
 public:
  explicit wordnet_parser(std::filesystem::path directory) : directory_(std::move(directory)) {}

  /// index.*: which lemmas exist and the file offsets of their senses, in sense order.
  void read_index(part_of_speech pos);

  /// Merges the lemmas of the four indexes and numbers them in byte order.
  void number_lemmas();

  /// data.*: synsets with their words, pointers and glosses.
  void read_data(part_of_speech pos);

  /// Turns file offsets of pointer targets into synset numbers.
  void resolve_pointers();

  /// Turns the sense offsets of the indexes into synset numbers.
  void resolve_senses();

  /// cntlist.rev: how often each sense was tagged.
  void read_counts();

  [[nodiscard]] wordnet result() && { return std::move(result_); }

 private:
  struct index_entry {
    std::string_view lemma;
    std::uint32_t offset_begin, offset_end;
    std::uint32_t line;
  };
  /// One part of speech: its texts (which entries point into), index entries and offsets.
  struct part {
    std::string index_name, index_text, data_name;
    std::vector<index_entry> entries;
    std::vector<std::uint32_t> sense_offsets;
    std::vector<std::uint32_t> synset_offsets;  // ascending, as in the file
    std::vector<std::uint32_t> lines;           // of each synset
    std::uint32_t first_synset = 0;
  };

  part& part_of(part_of_speech pos) { return parts_[static_cast<std::size_t>(pos)]; }
  void read_synset(const line_reader& line, part_of_speech pos);
  void read_word(const line_reader& line, field_reader& fields);
  void read_pointer(const line_reader& line, field_reader& fields);
  [[nodiscard]] std::uint32_t synset_at(const part& in, std::uint32_t offset, std::string_view name,
                                        std::uint32_t line) const;
  void read_count(const line_reader& line);

  std::filesystem::path directory_;
  std::array<part, part_of_speech_count> parts_;
  std::unordered_map<std::string_view, std::uint32_t> numbers_;  // keys point into `result_.lemmas`
  std::vector<part_of_speech> pointer_parts_;                    // of each pointer's target
  std::string lower_;
  wordnet result_;
};

}  // namespace engram::workload
