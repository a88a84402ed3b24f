// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/export/prometheus.hpp>

#include <array>
#include <chrono>
#include <cstdint>

namespace engram::inline v0::detail {

/// What scrapes cost.
class scrape_figures {
 public:
  void count(prometheus_format format, std::chrono::nanoseconds took, std::size_t page_bytes,
             std::size_t sent_bytes) noexcept;
  /// Adds them to a page.
  void add_to(prometheus_page& page) const;

 private:
  struct of_format {
    std::uint64_t scrapes = 0;
    std::chrono::nanoseconds time{};
    std::chrono::nanoseconds last{};
    std::uint64_t page_bytes = 0;  ///< the last one
    std::uint64_t sent_bytes = 0;  ///< all together
  };
  static constexpr std::size_t formats = 3;

  template <class Figure>
  void add_family(prometheus_page& page, const prometheus_family& family, Figure figure) const;

  std::array<of_format, formats> by_format_{};
};

}  // namespace engram::inline v0::detail
