// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/evidence/gloss_index.hpp"

#include "workload/evidence/stop_words.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

namespace engram::workload {
namespace {

constexpr std::uint32_t no_lemma = 0xffffffffU;

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

/// Turns gloss text into lemma numbers; remembers what it has looked up.
class tokenizer {
 public:
  explicit tokenizer(const lemmatizer& lemmas) : lemmas_(lemmas) {}

  /// Appends the lemmas of all content words. A hyphenated word counts as one if the dictionary
  /// has it, else as its parts.
  void append(std::string_view text, std::vector<std::uint32_t>& bag) {
    lower_.assign(text);
    for (char& c : lower_) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    for_each_run(
        lower_, [](char c) { return is_letter(c) || c == '-'; },
        [&](std::string_view run) {
          if (run.find('-') != std::string_view::npos && append_word(run, bag)) return;
          for_each_run(run, is_letter, [&](std::string_view part) { append_word(part, bag); });
        });
  }

 private:
  template <typename Belongs, typename Use>
  static void for_each_run(std::string_view text, Belongs belongs, Use use) {
    std::size_t begin = 0;
    while (begin < text.size()) {
      std::size_t end = begin;
      while (end < text.size() && belongs(text[end])) ++end;
      // "king's": what follows an apostrophe is an ending, not a word.
      if (end > begin && (begin == 0 || text[begin - 1] != '\'' || end - begin > 2)) {
        use(text.substr(begin, end - begin));
      }
      begin = end + 1;
    }
  }

  bool append_word(std::string_view word, std::vector<std::uint32_t>& bag) {
    const std::uint32_t lemma = lemma_of(word);
    if (lemma != no_lemma) bag.push_back(lemma);
    return lemma != no_lemma;
  }

  std::uint32_t lemma_of(std::string_view word) {
    if (word.size() < 2) return no_lemma;
    key_.assign(word);
    const auto [entry, fresh] = known_.try_emplace(key_, no_lemma);
    if (fresh && !is_stop_word(word)) {
      const auto lemma = lemmas_.lemma_of(word);
      if (lemma && !is_stop_word(lemmas_.spelling(*lemma))) entry->second = *lemma;
    }
    return entry->second;
  }

  const lemmatizer& lemmas_;
  std::unordered_map<std::string, std::uint32_t> known_;
  std::string lower_;
  std::string key_;
};

/// Sorts, drops repeats and drops the words of the synset itself.
void tidy(std::vector<std::uint32_t>& bag, std::span<const std::uint32_t> own_words) {
  std::sort(bag.begin(), bag.end());
  bag.erase(std::unique(bag.begin(), bag.end()), bag.end());
  std::erase_if(bag, [&](std::uint32_t lemma) {
    return std::find(own_words.begin(), own_words.end(), lemma) != own_words.end();
  });
}

}  // namespace

gloss_index::gloss_index(const wordnet& words, const lemmatizer& lemmas,
                         const std::function<void(double)>& progress) {
  content_.reserve(words.lemmas.size());
  for (const std::string& lemma : words.lemmas) content_.push_back(!is_stop_word(lemma));
  tokenizer tokens(lemmas);
  std::vector<std::uint32_t> bag;
  const std::size_t count = words.synsets.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (i % 1024 == 0) progress(static_cast<double>(i) / static_cast<double>(count));
    const synset& meaning = words.synsets[i];
    bag.clear();
    tokens.append(words.gloss_of(meaning), bag);
    tidy(bag, words.words_of(meaning));
    bags_.items.insert(bags_.items.end(), bag.begin(), bag.end());
    bags_.begin.push_back(static_cast<std::uint32_t>(bags_.items.size()));
  }
  invert(words.lemmas.size());
  progress(1.0);
}

void gloss_index::invert(std::size_t lemmas) {
  uses_.begin.assign(lemmas + 1, 0);
  for (const std::uint32_t lemma : bags_.items) ++uses_.begin[lemma + std::size_t{1}];
  for (std::size_t i = 0; i < lemmas; ++i) uses_.begin[i + 1] += uses_.begin[i];
  uses_.items.resize(bags_.items.size());
  std::vector<std::uint32_t> next(uses_.begin.begin(), uses_.begin.end() - 1);
  for (std::uint32_t synset = 0; synset + std::size_t{1} < bags_.begin.size(); ++synset) {
    for (const std::uint32_t lemma : bag(synset)) uses_.items[next[lemma]++] = synset;
  }
}

}  // namespace engram::workload
