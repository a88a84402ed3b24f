// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/config.hpp>

#include <utility>

namespace engram::inline v0 {

/// A value alone on its cache lines, so that its writers never slow the writers of its neighbours.
/// Costs up to `cache_line - 1` bytes of padding.
template <class T>
struct alignas(cache_line) cache_padded {
  T value{};

  constexpr cache_padded() = default;
  template <class... Args>
  constexpr explicit cache_padded(std::in_place_t, Args&&... args)
      : value(std::forward<Args>(args)...) {}

  constexpr T* operator->() noexcept { return &value; }
  constexpr const T* operator->() const noexcept { return &value; }
  constexpr T& operator*() noexcept { return value; }
  constexpr const T& operator*() const noexcept { return value; }
};

static_assert(sizeof(cache_padded<char>) == cache_line);

}  // namespace engram::inline v0
