// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/prometheus_names.hpp"

#include "export/utf8.hpp"

#include <engram/collect/series.hpp>

#include <algorithm>

namespace engram::inline v0::detail {
namespace {

constexpr std::string_view total = "_total";

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

/// A suffix alone is no name.
void add_suffix(std::string& name, std::string_view suffix) {
  if (name.size() <= suffix.size() || !name.ends_with(suffix)) name += suffix;
}

std::string_view unit_suffix(std::string_view unit) noexcept {
  if (unit == "s") return "_seconds";
  return unit == "By" ? "_bytes" : "";
}

/// Appends with `\`, line ends and (where they stand in quotes) quotes escaped.
void add_escaped(std::string& to, std::string_view text, bool quotes) {
  for (const char c : text) {
    if (c == '\n') {
      to += "\\n";
    } else {
      if (c == '\\' || (quotes && c == '"')) to += '\\';
      to += c;
    }
  }
}

/// Every name that a family of this kind has in some format.
std::vector<std::string> taken_names(const family_names& names) {
  std::vector<std::string> taken{names.family};
  if (names.kind == metric_kind::counter) taken.push_back(names.sample);
  if (names.kind == metric_kind::histogram) {
    for (const auto* suffix : {"_bucket", "_count", "_sum"}) taken.push_back(names.family + suffix);
  }
  if (names.kind == metric_kind::counter || names.kind == metric_kind::histogram) {
    taken.push_back(names.family + "_created");
  }
  return taken;
}

}  // namespace

family_names names_of(std::string_view dotted, std::string_view unit, metric_kind kind) {
  const std::string_view suffix = unit_suffix(unit);
  family_names names{.family = sanitised(dotted), .sample = {}, .unit = {}, .kind = kind};
  add_suffix(names.family, suffix);
  names.sample = names.family;
  if (kind == metric_kind::counter) {
    add_suffix(names.sample, total);
    names.family = names.sample.substr(0, names.sample.size() - total.size());
  }
  if (!suffix.empty() && names.family.ends_with(suffix)) names.unit = suffix.substr(1);
  return names;
}

family_names nonfinite_names(std::string_view dotted) {
  return names_of(std::string(dotted) + ".nonfinite", "", metric_kind::counter);
}

bool name_claims::free(const family_names& names) const {
  const auto wanted = taken_names(names);
  return std::none_of(wanted.begin(), wanted.end(),
                      [this](const std::string& name) { return taken_.contains(name); });
}

bool name_claims::take(const family_names& names) {
  if (!free(names)) {
    ++refused_;
    return false;
  }
  for (auto& name : taken_names(names)) taken_.insert(std::move(name));
  return true;
}

void add_label(std::string& to, std::string_view key, std::string_view value) {
  if (!to.empty()) to += ',';
  to.append(key).append("=\"");
  add_escaped(to, as_utf8(value), true);
  to += '"';
}

std::string prometheus_key(std::string_view key) { return sanitised(key); }

std::vector<std::string> prometheus_keys(const metric_descriptor& metric) {
  std::vector<std::string> keys{"le", "nonfinite", std::string(overflow_label.key)};
  const auto reserved = static_cast<std::ptrdiff_t>(keys.size());
  const auto add = [&keys](std::string_view raw) {
    std::string key = sanitised(raw);
    while (std::find(keys.begin(), keys.end(), key) != keys.end()) key += '_';
    keys.push_back(std::move(key));
  };
  for (const auto key : metric.text_keys) add(key);
  for (const auto& dimension : metric.dimensions) add(dimension.key);
  keys.erase(keys.begin(), keys.begin() + reserved);
  return keys;
}

series_labels labels_of_series(const metric_descriptor& metric, std::span<const std::string> keys,
                               std::uint32_t series) {
  series_labels made;
  each_enum_label(metric, series, [&](std::size_t i, std::string_view value, bool spare) {
    add_label(made.text, keys[i], value);
    made.spare = made.spare || spare;
  });
  return made;
}

std::string head_of(prometheus_format format, const family_names& names, std::string_view dotted,
                    std::string_view help) {
  const bool open = format == prometheus_format::openmetrics;
  const std::string& name = names.head(format);
  std::string head = "# HELP " + name + " ";
  add_escaped(head, readable(help.empty() ? dotted : help), open);
  head.append("\n# TYPE ").append(name).append(" ");
  head.append(names.kind == metric_kind::counter     ? "counter\n"
              : names.kind == metric_kind::histogram ? "histogram\n"
                                                     : "gauge\n");
  if (open && !names.unit.empty()) {
    head.append("# UNIT ").append(name).append(" ").append(names.unit).append("\n");
  }
  return head;
}

std::string as_utf8(std::string_view bytes) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  while (!bytes.empty()) {
    std::size_t length = utf8_length(bytes);
    if (length > 0 && !bytes.starts_with(utf8_replacement)) {
      text += bytes.substr(0, length);
    } else {
      const auto byte = static_cast<unsigned char>(bytes[0]);
      text.append(utf8_replacement).append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
      length = 1;
    }
    bytes.remove_prefix(length);
  }
  return text;
}

std::string readable(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const std::size_t length = utf8_length(bytes);
    text += length == 0 ? utf8_replacement : bytes.substr(0, length);
    bytes.remove_prefix(length == 0 ? 1 : length);
  }
  return text;
}

}  // namespace engram::inline v0::detail
