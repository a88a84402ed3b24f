// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/workload_error.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engram::workload {

/// Where the Debian package `wordnet-base` puts the database.
inline constexpr std::string_view default_wordnet_directory = "/usr/share/wordnet";

/// The four parts of the database; a satellite adjective counts as an adjective.
enum class part_of_speech : std::uint8_t { noun, verb, adjective, adverb };
inline constexpr std::size_t part_of_speech_count = 4;

/// What a pointer between two synsets (or two of their words) means. Member, substance and part
/// are folded into one kind, as are the three domain kinds in both directions, both directions of
/// "instance of", and participles with pertainyms.
enum class relation : std::uint8_t {
  antonym,
  hypernym,
  hyponym,
  instance,
  holonym,
  meronym,
  similar,
  derivation,
  domain,
  pertainym,
  also,
  verb_group,
  attribute,
  entailment,
  cause
};
inline constexpr std::size_t relation_count = 15;

/// A pointer of a synset. `source_word` and `target_word` count from 1 within their synsets; both
/// are 0 when the pointer joins the whole synsets.
struct wordnet_pointer {
  relation kind;
  std::uint32_t target;
  std::uint8_t source_word;
  std::uint8_t target_word;
};

/// One meaning: the half-open ranges are positions in the flat arrays of `wordnet`.
struct synset {
  part_of_speech pos;
  std::uint32_t word_begin, word_end;
  std::uint32_t pointer_begin, pointer_end;
  std::uint32_t gloss_begin, gloss_end;
};

/// One meaning of a lemma and how often it was tagged in the SemCor corpus.
struct word_sense {
  std::uint32_t synset;
  std::uint32_t tag_count;
};

/// The WordNet 3.0 database in memory, keyed by lemma and never by file offset (distributions
/// differ in their offsets). Lemmas are lower-case, in byte order; senses of a lemma are in the
/// order noun, verb, adjective, adverb and by sense number within each.
/// Plain data: read-only use from several threads is safe.
struct wordnet {
  std::vector<std::string> lemmas;
  std::vector<synset> synsets;
  std::vector<std::uint32_t> words;  ///< lemma numbers, cut up by `synset::word_begin/end`
  std::vector<wordnet_pointer> pointers;
  std::string glosses;
  std::vector<word_sense> senses;
  std::vector<std::uint32_t> sense_begin;  ///< per lemma, one more at the end
  std::vector<std::uint8_t> pos_mask;      ///< per lemma, bit `1 << part_of_speech`

  /// The number of a lower-case lemma. O(log lemmas).
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view lemma) const;
  [[nodiscard]] std::span<const std::uint32_t> words_of(const synset& meaning) const;
  [[nodiscard]] std::span<const wordnet_pointer> pointers_of(const synset& meaning) const;
  [[nodiscard]] std::string_view gloss_of(const synset& meaning) const;
  [[nodiscard]] std::span<const word_sense> senses_of(std::uint32_t lemma) const;
};

/// The files that `load_wordnet` and the lemmatiser read, as names within the directory.
[[nodiscard]] std::span<const std::string_view> wordnet_files();

/// The error for a file of the database that cannot be read, with the remedy.
[[nodiscard]] workload_error missing_wordnet_file(const std::filesystem::path& path);

/// Reads one file of the database. Throws `workload_error` that names the file and the remedy.
[[nodiscard]] std::string read_wordnet_file(const std::filesystem::path& directory,
                                            std::string_view name);

/// Parses index.*, data.* and cntlist.rev of a directory, about 0.3 s. Throws `workload_error`
/// naming file and line if a file is missing or malformed, or if the files disagree.
[[nodiscard]] wordnet load_wordnet(const std::filesystem::path& directory);

}  // namespace engram::workload
