// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "format.hpp"

#include "execution.hpp"

#include <array>
#include <cstdio>
#include <string_view>

namespace engram::model {
namespace {

constexpr std::array names{"load",
                           "store",
                           "read-modify-write",
                           "compare-exchange",
                           "fence",
                           "wait",
                           "woken",
                           "notify",
                           "lock",
                           "unlock",
                           "condition wait",
                           "condition woken",
                           "condition notify",
                           "join",
                           "choose",
                           "pause"};

std::string effect_of(const event& e) {
  std::string text;
  if (e.read) {
    text += "reads " + std::to_string(e.value);
    text += e.read_from == 0 ? " (initial)" : " (from " + std::to_string(e.read_from) + ")";
  }
  if (e.wrote) text += (e.read ? ", writes " : "writes ") + std::to_string(e.written);
  switch (e.what.kind) {
    case op::cas:
      return text + (e.what.success ? "" : ", fails");
    case op::choose:
      return "takes " + std::to_string(e.value) + " of " + std::to_string(e.what.operand);
    case op::join:
      return "thread " + std::to_string(e.what.operand);
    case op::wait:
      return e.read ? text : "blocks at " + std::to_string(e.value);
    default:
      return text;
  }
}

}  // namespace

const char* describe(op kind) noexcept { return names[static_cast<std::size_t>(kind)]; }

const char* describe(std::memory_order order) noexcept {
  switch (order) {
    case std::memory_order_relaxed:
      return "relaxed";
    case std::memory_order_acquire:
    case std::memory_order_consume:
      return "acquire";
    case std::memory_order_release:
      return "release";
    case std::memory_order_acq_rel:
      return "acq_rel";
    default:
      return "seq_cst";
  }
}

std::string describe(const location& what) { return "object #" + std::to_string(what.number); }

std::string describe(const std::source_location& where) {
  std::string_view file = where.file_name();
  if (const auto slash = file.rfind('/'); slash != std::string_view::npos) {
    file.remove_prefix(slash + 1);
  }
  return std::string(file) + ":" + std::to_string(where.line());
}

std::string table_of(const execution& what) {
  std::string table = "event thread  operation          order    object  effect\n";
  for (std::uint32_t i = 1; i <= what.length(); ++i) {
    const auto& e = what.at(i);
    const std::string object =
        e.object == address_table::none ? "" : "#" + std::to_string(e.object);
    const bool has_order = e.what.kind <= op::wait;
    std::array<char, 128> line{};
    std::snprintf(line.data(), line.size(), "%5u %6u  %-18s %-8s %-6s  ", i, e.thread,
                  describe(e.what.kind), has_order ? describe(e.what.order) : "", object.c_str());
    table += line.data();
    table += effect_of(e) + "  " + describe(e.what.at);
    if (e.what.site != nullptr) table += std::string(" ") + e.what.site;
    table += "\n";
  }
  return table;
}

}  // namespace engram::model
