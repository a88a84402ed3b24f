// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/drm_lists.hpp"

#include "workload/drm_lists_data.hpp"
#include "workload/text_file.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace engram::workload {
namespace {

std::string parse_word(const line_reader& line, field_reader& fields, std::string_view what) {
  const std::string_view word = fields.word(what);
  const bool lower_case = std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '\'' ||
           c == '.';
  });
  if (word.empty() || !lower_case) {
    throw line.error(std::string(what) + " should be lower-case with '_' for spaces, not '" +
                     std::string(word) + "'");
  }
  return std::string(word);
}

std::uint8_t parse_source(const line_reader& line, std::string_view paper) {
  if (paper == "RM1995") return static_cast<std::uint8_t>(drm_source::roediger_mcdermott_1995);
  if (paper == "S1999") return static_cast<std::uint8_t>(drm_source::stadler_1999);
  if (paper == "R2001") return static_cast<std::uint8_t>(drm_source::roediger_2001);
  throw line.error("a paper should be one of RM1995, S1999, R2001, not '" + std::string(paper) +
                   "'");
}

std::uint8_t parse_sources(const line_reader& line, std::string_view papers) {
  std::uint8_t sources = 0;
  while (!papers.empty()) {
    const std::size_t end = std::min(papers.find(','), papers.size());
    sources = static_cast<std::uint8_t>(sources | parse_source(line, papers.substr(0, end)));
    papers.remove_prefix(std::min(end + 1, papers.size()));
  }
  return sources;
}

void parse_lure(const line_reader& line, field_reader& fields, std::vector<drm_list>& lists) {
  drm_list list;
  list.lure = parse_word(line, fields, "the lure");
  list.false_recall = fields.fraction("the false recall of the lure");
  if (!fields.done()) list.sources = parse_sources(line, fields.word("the papers"));
  const bool known = std::any_of(lists.begin(), lists.end(),
                                 [&](const drm_list& other) { return other.lure == list.lure; });
  if (known) throw line.error("the lure '" + list.lure + "' should have one list only");
  lists.push_back(std::move(list));
}

void parse_item(const line_reader& line, field_reader& fields, std::vector<drm_list>& lists) {
  if (lists.empty()) throw line.error("a line 'lure' should stand before the first 'item'");
  drm_list& list = lists.back();
  drm_item item;
  item.word = parse_word(line, fields, "the item");
  item.backward_strength = fields.fraction("the associative strength of the item");
  item.lemma = fields.done() ? item.word : parse_word(line, fields, "the lemma");
  if (item.lemma == "-") item.lemma.clear();
  const bool known = std::any_of(list.items.begin(), list.items.end(),
                                 [&](const drm_item& other) { return other.word == item.word; });
  if (known || item.word == list.lure) {
    throw line.error("'" + item.word + "' should stand once only in the list of '" + list.lure +
                     "'");
  }
  list.items.push_back(std::move(item));
}

void parse_line(const line_reader& line, std::vector<drm_list>& lists) {
  if (line.line().empty() || line.line().starts_with('#')) return;
  field_reader fields(line, '\t');
  const std::string_view keyword = fields.word("'lure' or 'item'");
  if (keyword == "lure") {
    if (!lists.empty() && lists.back().items.empty()) {
      throw line.error("the list of '" + lists.back().lure + "' should have items");
    }
    parse_lure(line, fields, lists);
  } else if (keyword == "item") {
    parse_item(line, fields, lists);
  } else {
    throw line.error("a line should begin with 'lure', 'item' or '#', then a tab, not with '" +
                     std::string(keyword) + "'");
  }
  if (!fields.done())
    throw line.error("nothing should follow '" + std::string(keyword) +
                     "' and its fields, but there is '" + std::string(fields.rest()) + "'");
}

}  // namespace

std::vector<drm_list> parse_drm_lists(std::string_view text, std::string_view name) {
  std::vector<drm_list> lists;
  line_reader line(text, name);
  while (line.next()) parse_line(line, lists);
  if (lists.empty()) {
    throw workload_error(std::string(name) + ": should hold at least one list, but holds none");
  }
  if (lists.back().items.empty()) {
    throw line.error("the list of '" + lists.back().lure + "' should have items");
  }
  return lists;
}

std::vector<drm_list> load_drm_lists(const std::filesystem::path& path) {
  const std::optional<std::string> text = read_file(path);
  if (!text) {
    throw workload_error(path.string() +
                         ": cannot be read; it should be a file of lines 'lure<TAB>word<TAB>rate' "
                         "and 'item<TAB>word<TAB>strength'");
  }
  return parse_drm_lists(*text, path.string());
}

const std::vector<drm_list>& published_drm_lists() {
  static const std::vector<drm_list> lists =
      parse_drm_lists(published_drm_lists_text(), "data/drm_lists.tsv");
  return lists;
}

}  // namespace engram::workload
