// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/evidence/stop_words.hpp"

#include <algorithm>
#include <array>

namespace engram::workload {
namespace {

// One word a line would be five screens.
// clang-format off
constexpr auto stop_words = std::to_array<std::string_view>({
    "a", "about", "above", "across", "after", "again", "against", "all", "almost", "alone",
    "along", "already", "also", "although", "always", "am", "among", "an", "and", "another", "any",
    "anyone", "anything", "are", "around", "as", "at", "away", "back", "be", "became", "because",
    "been", "before", "began", "being", "below", "beside", "besides", "between", "both", "but",
    "by", "can", "cannot", "certain", "characterized", "could", "did", "do", "does", "doing",
    "done", "down", "during", "each", "either", "else", "especially", "etc", "even", "ever",
    "every", "everyone", "everything", "except", "few", "first", "following", "for", "from",
    "further", "get", "give", "given", "giving", "go", "goes", "got", "had", "has", "have",
    "having", "he", "her", "here", "hers", "herself", "him", "himself", "his", "how", "however",
    "i", "if", "in", "including", "indeed", "instead", "into", "involve", "is", "it", "its",
    "itself", "just", "least", "less", "let", "like", "made", "make", "many", "may", "me", "might",
    "mine", "more", "most", "much", "must", "my", "myself", "near", "neither", "never", "no",
    "nobody", "none", "nor", "not", "nothing", "now", "of", "off", "often", "on", "once", "one",
    "ones", "only", "onto", "or", "other", "others", "otherwise", "our", "ours", "ourselves",
    "out", "over", "own", "particular", "particularly", "per", "perhaps", "quite", "rather",
    "really", "related", "relating", "same", "second", "several", "shall", "she", "should",
    "since", "so", "some", "somebody", "someone", "something", "sometimes", "somewhat",
    "somewhere", "such", "than", "that", "the", "their", "theirs", "them", "themselves", "then",
    "there", "therefore", "these", "they", "this", "those", "though", "three", "through",
    "throughout", "thus", "to", "together", "too", "toward", "towards", "two", "under", "unless",
    "until", "up", "upon", "us", "use", "used", "using", "usual", "usually", "various", "very",
    "via", "was", "we", "well", "were", "what", "whatever", "when", "where", "whether", "which",
    "while", "who", "whoever", "whole", "whom", "whose", "why", "will", "with", "within",
    "without", "would", "yet", "you", "your", "yours", "yourself"
});
// clang-format on
static_assert(std::is_sorted(stop_words.begin(), stop_words.end()));

}  // namespace

bool is_stop_word(std::string_view word) {
  return std::binary_search(stop_words.begin(), stop_words.end(), word);
}

}  // namespace engram::workload
