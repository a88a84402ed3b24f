// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/wordnet.hpp"

#include "workload/text_file.hpp"
#include "workload/wordnet_parser.hpp"

#include <algorithm>

namespace engram::workload {
namespace {

constexpr std::array<std::string_view, 13> files{
    "index.noun", "index.verb", "index.adj", "index.adv", "data.noun", "data.verb",  "data.adj",
    "data.adv",   "noun.exc",   "verb.exc",  "adj.exc",   "adv.exc",   "cntlist.rev"};

template <typename T>
std::span<const T> cut(const std::vector<T>& all, std::uint32_t begin, std::uint32_t end) {
  return std::span<const T>(all).subspan(begin, end - begin);
}

}  // namespace

std::optional<std::uint32_t> wordnet::find(std::string_view lemma) const {
  const auto place = std::lower_bound(lemmas.begin(), lemmas.end(), lemma);
  if (place == lemmas.end() || *place != lemma) return std::nullopt;
  return static_cast<std::uint32_t>(place - lemmas.begin());
}

std::span<const std::uint32_t> wordnet::words_of(const synset& meaning) const {
  return cut(words, meaning.word_begin, meaning.word_end);
}

std::span<const wordnet_pointer> wordnet::pointers_of(const synset& meaning) const {
  return cut(pointers, meaning.pointer_begin, meaning.pointer_end);
}

std::string_view wordnet::gloss_of(const synset& meaning) const {
  return std::string_view(glosses).substr(meaning.gloss_begin,
                                          meaning.gloss_end - meaning.gloss_begin);
}

std::span<const word_sense> wordnet::senses_of(std::uint32_t lemma) const {
  return cut(senses, sense_begin[lemma], sense_begin[lemma + std::size_t{1}]);
}

std::span<const std::string_view> wordnet_files() { return files; }

workload_error missing_wordnet_file(const std::filesystem::path& path) {
  return workload_error(path.string() +
                        ": cannot be read. Install WordNet 3.0 (Debian: apt-get install "
                        "wordnet-base) or name the directory of its files with --wordnet DIR");
}

std::string read_wordnet_file(const std::filesystem::path& directory, std::string_view name) {
  const std::filesystem::path path = directory / name;
  std::optional<std::string> text = read_file(path);
  if (!text) throw missing_wordnet_file(path);
  return *std::move(text);
}

wordnet load_wordnet(const std::filesystem::path& directory) {
  wordnet_parser parser(directory);
  for (std::size_t pos = 0; pos < part_of_speech_count; ++pos) {
    parser.read_index(static_cast<part_of_speech>(pos));
  }
  parser.number_lemmas();
  for (std::size_t pos = 0; pos < part_of_speech_count; ++pos) {
    parser.read_data(static_cast<part_of_speech>(pos));
  }
  parser.resolve_pointers();
  parser.resolve_senses();
  parser.read_counts();
  return std::move(parser).result();
}

}  // namespace engram::workload
