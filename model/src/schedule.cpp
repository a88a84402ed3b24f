// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "schedule.hpp"

#include "clock.hpp"

#include <charconv>
#include <stdexcept>

namespace engram::model {
namespace {

[[noreturn]] void refuse(std::string_view step) {
  throw std::invalid_argument("schedule: '" + std::string(step) +
                              "' is no step; one is THREAD or THREAD.WAY, such as 1 or 0.2");
}

std::uint32_t number(std::string_view text, std::string_view step) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) refuse(step);
  return value;
}

}  // namespace

std::string to_text(const std::vector<std::pair<unsigned, std::uint32_t>>& steps) {
  std::string text;
  for (const auto& [thread, way] : steps) {
    if (!text.empty()) text += ' ';
    text += std::to_string(thread);
    if (way != 0) text += '.' + std::to_string(way);
  }
  return text;
}

std::vector<std::pair<unsigned, std::uint32_t>> from_text(std::string_view schedule) {
  std::vector<std::pair<unsigned, std::uint32_t>> steps;
  while (!schedule.empty()) {
    const auto space = schedule.find(' ');
    const auto step = schedule.substr(0, space);
    schedule.remove_prefix(space == std::string_view::npos ? schedule.size() : space + 1);
    if (step.empty()) continue;
    const auto dot = step.find('.');
    const auto thread = number(step.substr(0, dot), step);
    const auto way = dot == std::string_view::npos ? 0 : number(step.substr(dot + 1), step);
    if (thread >= max_threads) refuse(step);
    steps.emplace_back(thread, way);
  }
  return steps;
}

}  // namespace engram::model
