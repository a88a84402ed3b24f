// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/prometheus_names.hpp"

#include "export/utf8.hpp"

#include <algorithm>

namespace engram::inline v0::detail {
namespace {

bool is_name_character(char c) noexcept {
  return is_lower(c) || is_digit(c) || (c >= 'A' && c <= 'Z') || c == '_';
}

/// Letters, digits and single underscores, not starting with a digit.
std::string sanitised(std::string_view text) {
  std::string name;
  for (char c : text) {
    if (!is_name_character(c)) c = '_';
    if (c != '_' || name.empty() || name.back() != '_') name += c;
  }
  if (name.empty() || is_digit(name.front())) name.insert(0, 1, '_');
  return name;
}

void add_suffix(std::string& name, std::string_view suffix) {
  if (!name.ends_with(suffix)) name += suffix;
}

std::string_view unit_suffix(std::string_view unit) noexcept {
  if (unit == "s") return "_seconds";
  return unit == "By" ? "_bytes" : "";
}

std::string_view type_text(metric_kind kind) noexcept {
  switch (kind) {
    case metric_kind::counter:
      return "counter";
    case metric_kind::histogram:
      return "histogram";
    default:
      return "gauge";
  }
}

/// Appends with `\`, line ends and (in a label's value) quotes escaped. What is no UTF-8, which
/// would fail the whole scrape, is replaced.
void add_escaped(std::string& to, std::string_view text, bool quotes) {
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    if (length == 0) {
      to += utf8_replacement;
    } else if (text[0] == '\n') {
      to += "\\n";
    } else {
      if (text[0] == '\\' || (quotes && text[0] == '"')) to += '\\';
      to += text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
}

}  // namespace

std::string prometheus_name(std::string_view dotted, std::string_view unit, metric_kind kind) {
  std::string name = sanitised(dotted);
  add_suffix(name, unit_suffix(unit));
  if (kind == metric_kind::counter) add_suffix(name, "_total");
  return name;
}

std::string prometheus_head(std::string_view family, std::string_view dotted, std::string_view help,
                            metric_kind kind) {
  std::string head = "# HELP ";
  head.append(family).append(" ");
  add_escaped(head, help.empty() ? dotted : help, false);
  head.append("\n# TYPE ").append(family).append(" ").append(type_text(kind)).append("\n");
  return head;
}

void add_label(std::string& to, std::string_view key, std::string_view value) {
  if (!to.empty()) to += ',';
  to.append(key).append("=\"");
  add_escaped(to, value, true);
  to += '"';
}

std::string prometheus_key(std::string_view key) { return sanitised(key); }

std::vector<std::string> prometheus_keys(std::span<const label_dimension> dimensions) {
  std::vector<std::string> keys{"le", "nonfinite"};
  for (const auto& dimension : dimensions) {
    std::string key = sanitised(dimension.key);
    while (std::find(keys.begin(), keys.end(), key) != keys.end()) key += '_';
    keys.push_back(std::move(key));
  }
  keys.erase(keys.begin(), keys.begin() + 2);
  return keys;
}

series_labels labels_of_series(const metric_descriptor& metric, std::span<const std::string> keys,
                               std::uint32_t series) {
  series_labels made;
  std::uint32_t below = metric.series;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto& values = metric.dimensions[i].values;
    below /= static_cast<std::uint32_t>(values.size()) + 1;
    const std::uint32_t position = series / below;
    series %= below;
    const bool spare = position >= values.size();
    add_label(made.text, keys[i], spare ? out_of_range_label : values[position]);
    made.spare = made.spare || spare;
  }
  return made;
}

}  // namespace engram::inline v0::detail
