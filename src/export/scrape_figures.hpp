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
  struct scrape {
    std::chrono::nanoseconds took{};
    std::size_t page_bytes = 0;
    std::size_t sent_bytes = 0;
    std::uint32_t left_out = 0;  ///< families
  };
  void count(prometheus_format format, const scrape& done) noexcept;
  /// Adds them to a page.
  void add_to(prometheus_page& page) const;

 private:
  struct of_format {
    std::uint64_t scrapes = 0;
    std::chrono::nanoseconds time{};
    std::uint64_t sent_bytes = 0;
    scrape last{};
  };
  static constexpr std::size_t formats = 3;

  template <class Figure>
  void add_family(prometheus_page& page, const prometheus_family& family, Figure figure) const;

  std::array<of_format, formats> by_format_{};
};

}  // namespace engram::inline v0::detail
