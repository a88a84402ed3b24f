// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/http_preferences.hpp"

#include <algorithm>
#include <charconv>

namespace engram::inline v0::detail {
namespace {

std::string_view trimmed(std::string_view text) noexcept {
  constexpr std::string_view blanks = " \t";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

char lowered(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string_view unquoted(std::string_view text) noexcept {
  const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return quoted ? text.substr(1, text.size() - 2) : text;
}

}  // namespace

bool same_but_case(std::string_view a, std::string_view b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lowered(x) == lowered(y); });
}

std::string_view next_item(std::string_view& header, char separator) noexcept {
  bool quoted = false;
  std::size_t i = 0;
  for (; i < header.size() && (quoted || header[i] != separator); ++i) {
    if (header[i] == '"') quoted = !quoted;
    if (quoted && header[i] == '\\' && i + 1 < header.size()) ++i;
  }
  const std::string_view item = header.substr(0, i);
  header.remove_prefix(std::min(i + 1, header.size()));
  return trimmed(item);
}

http_preference::http_preference(std::string_view item) noexcept
    : name_(next_item(item, ';')), parameters_(item) {}

std::optional<std::string_view> http_preference::parameter(std::string_view key) const noexcept {
  for (std::string_view rest = parameters_; !rest.empty();) {
    const std::string_view each = next_item(rest, ';');
    const auto equals = each.find('=');
    if (equals == std::string_view::npos) continue;
    if (same_but_case(trimmed(each.substr(0, equals)), key)) {
      return unquoted(trimmed(each.substr(equals + 1)));
    }
  }
  return std::nullopt;
}

std::optional<double> http_preference::quality() const noexcept {
  const auto text = parameter("q");
  if (!text) return 1;
  double value = 0;
  const auto* end = text->data() + text->size();
  const auto [stop, error] = std::from_chars(text->data(), end, value, std::chars_format::fixed);
  const bool whole = error == std::errc{} && stop == end;
  if (!whole || value < 0 || value > 1) return std::nullopt;
  return value;
}

}  // namespace engram::inline v0::detail
