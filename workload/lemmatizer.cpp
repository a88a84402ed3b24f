// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/lemmatizer.hpp"

#include "workload/text_file.hpp"

#include <algorithm>
#include <span>

namespace engram::workload {
namespace {

struct detachment {
  std::string_view ending;
  std::string_view replacement;
};

// The rules of detachment in morph(7WN), in its order.
constexpr std::array<detachment, 8> noun_rules{{{"s", ""},
                                                {"ses", "s"},
                                                {"xes", "x"},
                                                {"zes", "z"},
                                                {"ches", "ch"},
                                                {"shes", "sh"},
                                                {"men", "man"},
                                                {"ies", "y"}}};
constexpr std::array<detachment, 8> verb_rules{{{"s", ""},
                                                {"ies", "y"},
                                                {"es", "e"},
                                                {"es", ""},
                                                {"ed", "e"},
                                                {"ed", ""},
                                                {"ing", "e"},
                                                {"ing", ""}}};
constexpr std::array<detachment, 4> adjective_rules{
    {{"er", ""}, {"est", ""}, {"er", "e"}, {"est", "e"}}};

std::span<const detachment> rules_of(part_of_speech pos) {
  switch (pos) {
    case part_of_speech::noun:
      return noun_rules;
    case part_of_speech::verb:
      return verb_rules;
    case part_of_speech::adjective:
      return adjective_rules;
    case part_of_speech::adverb:
      break;
  }
  return {};
}

/// "gas" and "less" are not plurals: short nouns and nouns in -ss keep their ending.
bool keeps_ending(std::string_view word, part_of_speech pos) {
  return pos == part_of_speech::noun && (word.size() <= 2 || word.ends_with("ss"));
}

}  // namespace

lemmatizer::lemmatizer(const wordnet& words, const std::filesystem::path& directory)
    : words_(words) {
  for (std::size_t pos = 0; pos < part_of_speech_count; ++pos) {
    read_exceptions(directory, static_cast<part_of_speech>(pos));
  }
}

void lemmatizer::read_exceptions(const std::filesystem::path& directory, part_of_speech pos) {
  constexpr std::array<std::string_view, part_of_speech_count> names{"noun.exc", "verb.exc",
                                                                     "adj.exc", "adv.exc"};
  const std::string_view name = names[static_cast<std::size_t>(pos)];
  const std::string text = read_wordnet_file(directory, name);
  const std::string path = (directory / name).string();
  line_reader line(text, path);
  while (line.next()) {
    field_reader fields(line);
    const std::string_view inflected = fields.word("an inflected form");
    std::vector<std::uint32_t> bases;
    do {
      const auto base = find(fields.word("the base form of the word"), pos);
      if (base) bases.push_back(*base);
    } while (!fields.done());
    if (!bases.empty()) {
      exceptions_[static_cast<std::size_t>(pos)].emplace(inflected, std::move(bases));
    }
  }
}

std::optional<std::uint32_t> lemmatizer::find(std::string_view lemma, part_of_speech pos) const {
  const std::optional<std::uint32_t> number = words_.find(lemma);
  const auto bit = static_cast<std::uint8_t>(1U << static_cast<unsigned>(pos));
  if (!number || (words_.pos_mask[*number] & bit) == 0) return std::nullopt;
  return number;
}

std::vector<std::uint32_t> lemmatizer::base_forms(std::string_view word, part_of_speech pos) const {
  const auto& exceptions = exceptions_[static_cast<std::size_t>(pos)];
  if (const auto irregular = exceptions.find(std::string(word)); irregular != exceptions.end()) {
    return irregular->second;
  }
  if (const auto itself = find(word, pos)) return {*itself};
  std::vector<std::uint32_t> forms;
  if (keeps_ending(word, pos)) return forms;
  std::string candidate;
  for (const detachment& rule : rules_of(pos)) {
    if (!word.ends_with(rule.ending)) continue;
    candidate.assign(word.substr(0, word.size() - rule.ending.size()));
    candidate += rule.replacement;
    const auto form = find(candidate, pos);
    if (form && std::find(forms.begin(), forms.end(), *form) == forms.end()) forms.push_back(*form);
  }
  return forms;
}

std::optional<std::uint32_t> lemmatizer::lemma_of(std::string_view word) const {
  if (const auto itself = words_.find(word)) return itself;
  for (std::size_t i = 0; i < part_of_speech_count; ++i) {
    const auto pos = static_cast<part_of_speech>(i);
    const std::vector<std::uint32_t> forms = base_forms(word, pos);
    if (!forms.empty()) return forms.back();
  }
  return std::nullopt;
}

}  // namespace engram::workload
