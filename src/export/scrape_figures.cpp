// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/scrape_figures.hpp"

#include <string_view>

namespace engram::inline v0::detail {
namespace {

constexpr std::array<std::string_view, 3> names{"text", "openmetrics", "protobuf"};

double seconds(std::chrono::nanoseconds time) noexcept {
  return static_cast<double>(time.count()) * 1e-9;
}

}  // namespace

void scrape_figures::count(prometheus_format format, const scrape& done) noexcept {
  auto& of = by_format_[static_cast<std::size_t>(format)];
  ++of.scrapes;
  of.time += done.took;
  of.sent_bytes += done.sent_bytes;
  of.last = done;
}

template <class Figure>
void scrape_figures::add_family(prometheus_page& page, const prometheus_family& family,
                                Figure figure) const {
  page.family(family);
  for (std::size_t i = 0; i < formats; ++i) {
    page.sample(std::array{prometheus_label{"format", names[i]}}, figure(by_format_[i]));
  }
}

void scrape_figures::add_to(prometheus_page& page) const {
  using each = const of_format&;
  add_family(page,
             {.name = "engram.telemetry.scrapes",
              .help = "Scrapes answered.",
              .kind = metric_kind::counter},
             [](each of) { return of.scrapes; });
  add_family(page,
             {.name = "engram.telemetry.scrape.time",
              .help = "Time that answering took, from reading cells to packing the page.",
              .unit = "s",
              .kind = metric_kind::counter},
             [](each of) { return seconds(of.time); });
  add_family(
      page,
      {.name = "engram.telemetry.scrape.last", .help = "The same of the last scrape.", .unit = "s"},
      [](each of) { return seconds(of.last.took); });
  add_family(page,
             {.name = "engram.telemetry.page.size",
              .help = "Bytes of the last page, before packing.",
              .unit = "By"},
             [](each of) { return std::uint64_t{of.last.page_bytes}; });
  add_family(page,
             {.name = "engram.telemetry.page.sent",
              .help = "Bytes of all pages, after packing.",
              .unit = "By",
              .kind = metric_kind::counter},
             [](each of) { return of.sent_bytes; });
  add_family(page,
             {.name = "engram.telemetry.page.left.out",
              .help = "Families that the last page lacks because others have their names."},
             [](each of) { return std::uint64_t{of.last.left_out}; });
}

}  // namespace engram::inline v0::detail
