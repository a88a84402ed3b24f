// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/wordnet.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace engram::workload {

/// Finds the dictionary form of an inflected word, as WordNet's own morph(7WN) does: irregular
/// forms come from the exception files, regular ones lose their endings.
/// Const use from several threads is safe. The `wordnet` must outlive the lemmatiser.
class lemmatizer {
 public:
  /// Reads noun.exc, verb.exc, adj.exc and adv.exc. Throws `workload_error` naming file and line.
  lemmatizer(const wordnet& words, const std::filesystem::path& directory);

  /// All lemmas of one part of speech that the lower-case `word` may be a form of; empty if none.
  [[nodiscard]] std::vector<std::uint32_t> base_forms(std::string_view word,
                                                      part_of_speech pos) const;

  /// One lemma for a lower-case word out of context: the word itself if the dictionary has it, else
  /// its base form in the first part of speech that has one (noun, verb, adjective, adverb).
  /// Where an exception file offers several forms the last counts ("soles" is "sole", not "sol").
  [[nodiscard]] std::optional<std::uint32_t> lemma_of(std::string_view word) const;

  /// The lemma of a number that the functions above return.
  [[nodiscard]] std::string_view spelling(std::uint32_t lemma) const {
    return words_.lemmas[lemma];
  }

 private:
  void read_exceptions(const std::filesystem::path& directory, part_of_speech pos);
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view lemma, part_of_speech pos) const;

  const wordnet& words_;
  std::array<std::unordered_map<std::string, std::vector<std::uint32_t>>, part_of_speech_count>
      exceptions_;
};

}  // namespace engram::workload
