// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <functional>
#include <iterator>

namespace engram::inline v0::detail {

/// Sorts a handful by insertion; equals stay in their order. Clang 19 finds what the standard
/// library's own `stable_sort` uses deprecated.
template <class Rows, class Less, class Key>
void order_stably(Rows& rows, Less less, Key key) {
  for (auto each = rows.begin(); each != rows.end(); ++each) {
    const auto place =
        std::ranges::upper_bound(rows.begin(), each, std::invoke(key, *each), less, key);
    std::rotate(place, each, std::next(each));
  }
}

}  // namespace engram::inline v0::detail
