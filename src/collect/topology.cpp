// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/topology.hpp>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

namespace engram::inline v0 {
namespace {

constexpr std::uint16_t nowhere = 0xffff;

[[noreturn]] void refuse(const std::string& what) {
  throw std::invalid_argument("topology: " + what);
}

/// A file of sysfs, up to 64 KiB. Nothing when it cannot be read.
std::optional<std::string> read_file(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "re"),
                                                             &std::fclose);
  if (file == nullptr) return std::nullopt;
  std::string text(1U << 16, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file.get()));
  if (std::ferror(file.get()) != 0) return std::nullopt;
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

/// Takes a number off the front of `text`.
std::optional<std::uint32_t> take_number(std::string_view& text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number > topology::highest_number) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

bool take(std::string_view& text, char wanted) {
  if (!text.starts_with(wanted)) return false;
  text.remove_prefix(1);
  return true;
}

/// The numbers of a list as the kernel writes it, "0-3,8,10-11"; nothing when it is none.
std::optional<std::vector<std::uint32_t>> parse_list(std::string_view text) {
  std::vector<std::uint32_t> numbers;
  while (!text.empty()) {
    if (!numbers.empty() && !take(text, ',')) return std::nullopt;
    const auto first = take_number(text);
    const auto last = take(text, '-') ? take_number(text) : first;
    if (!first || !last || *last < *first) return std::nullopt;
    for (auto each = *first; each <= *last; ++each) numbers.push_back(each);
  }
  return numbers;
}

/// Throws what to say about a file that does not hold a list.
std::vector<std::uint32_t> read_list(const std::string& path) {
  const auto text = read_file(path);
  if (!text) throw std::runtime_error(path + " cannot be read");
  auto numbers = parse_list(*text);
  if (!numbers) {
    throw std::runtime_error(path + " holds '" + text->substr(0, 60) +
                             "', which is no list of numbers such as '0-3,8'");
  }
  return *std::move(numbers);
}

}  // namespace

topology::topology(std::vector<node> nodes) {
  if (nodes.empty()) refuse("it has no node; give at least one");
  std::ranges::sort(nodes, {}, &node::number);
  home_ = nowhere;
  for (const auto& each : nodes) {
    const auto name = "node " + std::to_string(each.number);
    if (each.number > highest_number) refuse(name + " is past the highest, 65535");
    if (!numbers_.empty() && numbers_.back() == each.number) refuse(name + " comes twice");
    const auto index = static_cast<std::uint16_t>(numbers_.size());
    numbers_.push_back(each.number);
    if (home_ == nowhere && !each.processors.empty()) home_ = index;
    for (const auto processor : each.processors) {
      const auto what = "processor " + std::to_string(processor);
      if (processor > highest_number) refuse(what + " is past the highest, 65535");
      if (processor >= indices_.size()) indices_.resize(processor + 1, nowhere);
      if (indices_[processor] != nowhere) refuse(what + " is on two nodes");
      indices_[processor] = index;
    }
  }
  if (home_ == nowhere) home_ = 0;
  std::ranges::replace(indices_, nowhere, home_);
}

topology topology::one_node(std::string notice) {
  topology one;
  one.notice_ = std::move(notice);
  return one;
}

topology read_topology(const std::string& root) {
  try {
    std::vector<topology::node> nodes;
    for (const auto number : read_list(root + "/online")) {
      nodes.push_back({number, read_list(root + "/node" + std::to_string(number) + "/cpulist")});
    }
    return topology(std::move(nodes));
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    return topology::one_node(std::string(error.what()) + "; all processors count as one node");
  }
}

}  // namespace engram::inline v0
