// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/exemplar_marks.hpp"

#include "export/json_text.hpp"
#include "export/stable_order.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <tuple>
#include <utility>

namespace engram::inline v0::detail {
namespace {

bool comes_before(const marked_exemplar& a, const marked_exemplar& b) noexcept {
  return std::tie(a.what.value, a.what.operation) < std::tie(b.what.value, b.what.operation);
}

}  // namespace

std::string operation_text(std::uint64_t operation) {
  std::array<char, number_bytes> buffer{};
  const char* end = put_hex(buffer.data(), operation);
  return {static_cast<const char*>(buffer.data()), end};
}

void exemplar_marks::read(std::span<const exemplar> found, const page_moment& page) {
  std::vector<marked_exemplar> marks;
  for (const auto& each : found) {
    if (each.operation != 0 && std::isfinite(each.value))
      marks.push_back({.what = each, .seen = page.now});
  }
  std::sort(marks.begin(), marks.end(), comes_before);
  auto at = page.now;
  // Ascending with the value: a Prometheus that reads them bucket by bucket refuses what falls.
  for (auto mark = marks.rbegin(); mark != marks.rend(); ++mark) {
    const auto known = std::lower_bound(marks_.begin(), marks_.end(), *mark, comes_before);
    if (known != marks_.end() && known->what == mark->what) {
      mark->seen = known->seen;
    } else {
      mark->seen = std::max(at, page.before);
      at -= std::chrono::milliseconds(1);
    }
  }
  marks_ = std::move(marks);
}

const marked_exemplar* exemplar_marks::last_within(double above, double up_to) const noexcept {
  const marked_exemplar* last = nullptr;
  for (const auto& mark : marks_) {
    const bool within = mark.what.value > above && mark.what.value <= up_to;
    if (within && (last == nullptr || mark.seen >= last->seen)) last = &mark;
  }
  return last;
}

std::vector<marked_exemplar> exemplar_marks::latest(std::size_t most) const {
  auto all = marks_;
  order_stably(all, std::less{}, &marked_exemplar::seen);
  if (all.size() > most) all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(most));
  return all;
}

}  // namespace engram::inline v0::detail
