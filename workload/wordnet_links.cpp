// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// The second half of the parser: everything that needs all files read first, because it follows
// a reference from one file into another.
#include "workload/wordnet_parser.hpp"

#include <algorithm>

namespace engram::workload {
namespace {

part_of_speech pos_of_sense_key(const line_reader& line, std::string_view key,
                                std::size_t percent) {
  switch (percent + 1 < key.size() ? key[percent + 1] : '\0') {
    case '1':
      return part_of_speech::noun;
    case '2':
      return part_of_speech::verb;
    case '3':
    case '5':
      return part_of_speech::adjective;
    case '4':
      return part_of_speech::adverb;
    default:
      throw line.error("a sense key should have a digit from 1 to 5 after its '%'");
  }
}

}  // namespace

std::uint32_t wordnet_parser::synset_at(const part& in, std::uint32_t offset, std::string_view name,
                                        std::uint32_t line) const {
  const auto found = std::lower_bound(in.synset_offsets.begin(), in.synset_offsets.end(), offset);
  if (found == in.synset_offsets.end() || *found != offset) {
    throw error_at(name, line,
                   "refers to a synset at offset " + std::to_string(offset) + ", but " +
                       in.data_name + " has none; the files should be of one distribution");
  }
  return in.first_synset + static_cast<std::uint32_t>(found - in.synset_offsets.begin());
}

void wordnet_parser::resolve_pointers() {
  for (std::size_t number = 0; number < result_.synsets.size(); ++number) {
    const synset& meaning = result_.synsets[number];
    const part& from = part_of(meaning.pos);
    const std::uint32_t line = from.lines[number - from.first_synset];
    for (std::uint32_t i = meaning.pointer_begin; i < meaning.pointer_end; ++i) {
      wordnet_pointer& pointer = result_.pointers[i];
      pointer.target = synset_at(part_of(pointer_parts_[i]), pointer.target, from.data_name, line);
      const synset& target = result_.synsets[pointer.target];
      if (pointer.source_word > meaning.word_end - meaning.word_begin ||
          pointer.target_word > target.word_end - target.word_begin) {
        throw error_at(from.data_name, line, "a pointer names a word its synset does not have");
      }
    }
  }
}

void wordnet_parser::resolve_senses() {
  std::array<std::vector<const index_entry*>, part_of_speech_count> by_lemma;
  result_.pos_mask.assign(result_.lemmas.size(), 0);
  for (std::size_t pos = 0; pos < part_of_speech_count; ++pos) {
    by_lemma[pos].assign(result_.lemmas.size(), nullptr);
    for (const index_entry& entry : parts_[pos].entries) {
      const std::uint32_t lemma = numbers_.at(entry.lemma);
      by_lemma[pos][lemma] = &entry;
      result_.pos_mask[lemma] = static_cast<std::uint8_t>(result_.pos_mask[lemma] | (1U << pos));
    }
  }
  result_.sense_begin.push_back(0);
  for (std::size_t lemma = 0; lemma < result_.lemmas.size(); ++lemma) {
    for (std::size_t pos = 0; pos < part_of_speech_count; ++pos) {
      const index_entry* const entry = by_lemma[pos][lemma];
      if (entry == nullptr) continue;
      const part& in = parts_[pos];
      for (std::uint32_t i = entry->offset_begin; i < entry->offset_end; ++i) {
        const std::uint32_t synset = synset_at(in, in.sense_offsets[i], in.index_name, entry->line);
        result_.senses.push_back({.synset = synset, .tag_count = 0});
      }
    }
    result_.sense_begin.push_back(static_cast<std::uint32_t>(result_.senses.size()));
  }
}

void wordnet_parser::read_counts() {
  const std::string text = read_wordnet_file(directory_, "cntlist.rev");
  const std::string name = (directory_ / "cntlist.rev").string();
  line_reader line(text, name);
  while (line.next()) read_count(line);
}

// The list also counts senses that the database no longer has, so a miss is not an error.
// sense_key sense_number tag_cnt, where sense_key is lemma%ss_type:lex_filenum:lex_id:head:head_id
void wordnet_parser::read_count(const line_reader& line) {
  field_reader fields(line);
  const std::string_view key = fields.word("a sense key");
  const std::uint32_t number = fields.number("a sense number");
  const std::uint32_t tags = fields.number("a tag count");
  const std::size_t percent = std::min(key.rfind('%'), key.size());
  const part_of_speech pos = pos_of_sense_key(line, key, percent);
  const auto lemma = numbers_.find(key.substr(0, percent));
  if (lemma == numbers_.end()) return;
  std::uint32_t seen = 0;
  for (std::uint32_t i = result_.sense_begin[lemma->second];
       i < result_.sense_begin[lemma->second + std::size_t{1}]; ++i) {
    if (result_.synsets[result_.senses[i].synset].pos != pos || ++seen != number) continue;
    result_.senses[i].tag_count = tags;
    return;
  }
}

}  // namespace engram::workload
