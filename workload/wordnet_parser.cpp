// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/wordnet_parser.hpp"

#include <algorithm>
#include <cctype>

namespace engram::workload {
namespace {

constexpr std::array<std::string_view, part_of_speech_count> suffixes{"noun", "verb", "adj", "adv"};

/// The licence text at the top of index.* and data.* is indented by two spaces.
bool is_header(std::string_view line) { return line.starts_with("  "); }

void make_lower(std::string_view word, std::string& lower) {
  lower.assign(word);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

part_of_speech pos_of_letter(const line_reader& line, std::string_view letter) {
  if (letter == "n") return part_of_speech::noun;
  if (letter == "v") return part_of_speech::verb;
  if (letter == "a" || letter == "s") return part_of_speech::adjective;
  if (letter == "r") return part_of_speech::adverb;
  throw line.error("a part of speech should be one of n, v, a, s, r, not '" + std::string(letter) +
                   "'");
}

relation relation_of(const line_reader& line, std::string_view symbol) {
  if (symbol == "@i" || symbol == "~i") return relation::instance;
  switch (symbol.empty() ? '\0' : symbol.front()) {
    case '!':
      return relation::antonym;
    case '@':
      return relation::hypernym;
    case '~':
      return relation::hyponym;
    case '#':
      return relation::holonym;
    case '%':
      return relation::meronym;
    case '&':
      return relation::similar;
    case '+':
      return relation::derivation;
    case ';':
    case '-':
      return relation::domain;
    case '\\':
    case '<':
      return relation::pertainym;
    case '^':
      return relation::also;
    case '$':
      return relation::verb_group;
    case '=':
      return relation::attribute;
    case '*':
      return relation::entailment;
    case '>':
      return relation::cause;
    default:
      throw line.error("unknown pointer symbol '" + std::string(symbol) + "'");
  }
}

}  // namespace

// lemma pos synset_cnt p_cnt [ptr_symbol...] sense_cnt tagsense_cnt synset_offset...
void wordnet_parser::read_index(part_of_speech pos) {
  part& in = part_of(pos);
  const std::string name = "index." + std::string(suffixes[static_cast<std::size_t>(pos)]);
  in.index_text = read_wordnet_file(directory_, name);
  in.index_name = (directory_ / name).string();
  line_reader line(in.index_text, in.index_name);
  while (line.next()) {
    if (is_header(line.line())) continue;
    field_reader fields(line);
    index_entry entry{};
    entry.lemma = fields.word("the lemma");
    entry.line = static_cast<std::uint32_t>(line.number());
    fields.word("the part of speech");
    const std::uint32_t count = fields.number("the number of synsets");
    const std::uint32_t symbols = fields.number("the number of pointer symbols");
    for (std::uint32_t i = 0; i < symbols; ++i) fields.word("a pointer symbol");
    fields.number("the number of senses");
    fields.number("the number of tagged senses");
    entry.offset_begin = static_cast<std::uint32_t>(in.sense_offsets.size());
    for (std::uint32_t i = 0; i < count; ++i) {
      in.sense_offsets.push_back(fields.number("a synset offset"));
    }
    entry.offset_end = static_cast<std::uint32_t>(in.sense_offsets.size());
    if (count == 0 || !fields.done()) throw line.error("the number of synsets does not hold");
    in.entries.push_back(entry);
  }
}

void wordnet_parser::number_lemmas() {
  std::vector<std::string_view> all;
  for (const part& in : parts_) {
    for (const index_entry& entry : in.entries) all.push_back(entry.lemma);
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  result_.lemmas.assign(all.begin(), all.end());
  numbers_.reserve(all.size());
  for (const std::string& lemma : result_.lemmas) {
    numbers_.emplace(lemma, static_cast<std::uint32_t>(numbers_.size()));
  }
}

// offset lex_filenum ss_type w_cnt word lex_id... p_cnt pointer... [frames...] | gloss
void wordnet_parser::read_data(part_of_speech pos) {
  part& in = part_of(pos);
  const std::string name = "data." + std::string(suffixes[static_cast<std::size_t>(pos)]);
  const std::string text = read_wordnet_file(directory_, name);
  in.data_name = (directory_ / name).string();
  in.first_synset = static_cast<std::uint32_t>(result_.synsets.size());
  line_reader line(text, in.data_name);
  while (line.next()) {
    if (!is_header(line.line())) read_synset(line, pos);
  }
}

void wordnet_parser::read_synset(const line_reader& line, part_of_speech pos) {
  part& in = part_of(pos);
  field_reader fields(line);
  const std::uint32_t offset = fields.number("the synset offset");
  if (!in.synset_offsets.empty() && offset <= in.synset_offsets.back()) {
    throw line.error("synset offsets should ascend");
  }
  in.synset_offsets.push_back(offset);
  in.lines.push_back(static_cast<std::uint32_t>(line.number()));
  fields.number("the lexicographer file");
  if (pos_of_letter(line, fields.word("the synset type")) != pos) {
    throw line.error("the synset type does not belong into this file");
  }
  synset meaning{};
  meaning.pos = pos;
  meaning.word_begin = static_cast<std::uint32_t>(result_.words.size());
  const std::uint32_t words = fields.number("the number of words", 16);
  for (std::uint32_t i = 0; i < words; ++i) read_word(line, fields);
  meaning.word_end = static_cast<std::uint32_t>(result_.words.size());
  meaning.pointer_begin = static_cast<std::uint32_t>(result_.pointers.size());
  const std::uint32_t pointers = fields.number("the number of pointers");
  for (std::uint32_t i = 0; i < pointers; ++i) read_pointer(line, fields);
  meaning.pointer_end = static_cast<std::uint32_t>(result_.pointers.size());
  const std::size_t bar = fields.rest().find('|');
  if (bar == std::string_view::npos) throw line.error("a gloss should follow after '|'");
  meaning.gloss_begin = static_cast<std::uint32_t>(result_.glosses.size());
  result_.glosses += fields.rest().substr(bar + 1);
  meaning.gloss_end = static_cast<std::uint32_t>(result_.glosses.size());
  result_.synsets.push_back(meaning);
}

void wordnet_parser::read_word(const line_reader& line, field_reader& fields) {
  std::string_view word = fields.word("a word");
  if (word.ends_with(')')) word = word.substr(0, word.find('('));  // adjective marker: (a) (p) (ip)
  fields.number("the lexical id of a word", 16);
  make_lower(word, lower_);
  const auto found = numbers_.find(lower_);
  if (found == numbers_.end()) {
    throw line.error("the word '" + lower_ + "' should stand in an index file, but does not");
  }
  result_.words.push_back(found->second);
}

void wordnet_parser::read_pointer(const line_reader& line, field_reader& fields) {
  wordnet_pointer pointer{};
  pointer.kind = relation_of(line, fields.word("a pointer symbol"));
  pointer.target = fields.number("the offset of a pointer's target");
  pointer_parts_.push_back(pos_of_letter(line, fields.word("the part of speech of a target")));
  const std::uint32_t joined = fields.number("the source and target of a pointer", 16);
  if (joined > 0xffffU) throw line.error("source and target of a pointer should be 4 digits");
  pointer.source_word = static_cast<std::uint8_t>(joined >> 8U);
  pointer.target_word = static_cast<std::uint8_t>(joined & 0xffU);
  result_.pointers.push_back(pointer);
}

}  // namespace engram::workload
