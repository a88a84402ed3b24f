// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <string_view>
#include <vector>

namespace engram::model {

/// A named place at which shipped code gives a memory order. Known from its first use on.
class order_site {
 public:
  order_site(const char* name, std::memory_order order, const char* file) noexcept;

  /// The order in force; names the place in the table of events.
  std::memory_order use() noexcept;

 private:
  friend class order_sites;
  const char* name_;
  const char* file_;
  std::memory_order order_;
  std::memory_order in_force_;
  order_site* next_;
};

/// One place made weaker than it is written.
struct weakening {
  std::string_view site;
  std::memory_order order;
};

/// All places that have been used in this process.
class order_sites {
 public:
  struct row {
    std::string_view name;
    std::string_view file;
    std::memory_order order;
  };
  static std::vector<row> used();
  /// Puts weaker orders in force, in the place of those before. The names must outlive that.
  static void weaken(const std::vector<weakening>& which);

 private:
  friend class order_site;
  static std::memory_order in_force(const order_site& at) noexcept;
};

/// The orders one step weaker than one: none for relaxed; for acq_rel, acquire and release.
std::vector<std::memory_order> one_step_weaker(std::memory_order order);

}  // namespace engram::model
