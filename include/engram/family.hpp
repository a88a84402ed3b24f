// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/family_base.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace engram::inline v0 {

/// A label set of a counter family, looked up once. Costs what a counter costs and one load more.
/// Thread-safe; trivially copyable; stays safe for the life of the process. When its label set has
/// expired and its cells have passed to another, it counts into the overflow series. Bound while
/// nothing is installed, it records nothing.
template <class Mode, class... Enums>
class counter_set {
 public:
  constexpr counter_set() noexcept = default;
  explicit counter_set(detail::bound_set<typename Mode::sync> bound) noexcept : bound_(bound) {}
  /// Adds `n`. Wait-free.
  [[gnu::always_inline]] void add(Enums... labels, std::uint64_t n) const noexcept {
    bound_.write(detail::series_index(labels...), detail::add_to_cell<typename Mode::sync>{n});
  }
  [[gnu::always_inline]] void add(Enums... labels) const noexcept { add(labels..., 1); }

 private:
  detail::bound_set<typename Mode::sync> bound_;
};
template <disabled_mode Mode, class... Enums>
class counter_set<Mode, Enums...> {
 public:
  constexpr void add(Enums..., std::uint64_t) const noexcept {}
  constexpr void add(Enums...) const noexcept {}
};

/// Counters whose labels are strings, known at run time only, and enums behind them.
///
/// The family declares how many label sets there may be (`family_options`). Updates of further ones
/// go to one overflow series, labelled `otel_metric_overflow="true"`, and are counted; a notice is
/// given at 80 % of the limit and at the limit (`collect/notice.hpp`).
///
/// Thread-safe. `add` of a known label set is wait-free: it hashes and compares the strings (18 ns
/// for three of 1,024 label sets, `bench/family_bench.cpp`; from 10,000 on, in any order, what the
/// caches miss comes on top). The first `add` of a label set takes a lock. Memory:
/// `label_bytes` and up to 36 bytes a label set, and 8 bytes a cell and thread; the limit bounds
/// both.
template <class Mode, class Texts, class... Enums>
class basic_counter_family;
template <class Mode, std::size_t... I, class... Enums>
class basic_counter_family<Mode, std::index_sequence<I...>, Enums...>
    : public detail::family_base<Mode, detail::scalar_layout<metric_kind::counter>,
                                 std::index_sequence<I...>, Enums...> {
 public:
  using basic_counter_family::family_base::family_base;
  using value_type = std::uint64_t;
  template <class M>
  using with_mode = basic_counter_family<M, std::index_sequence<I...>, Enums...>;

  /// Adds `n` to the series of `texts` and `labels`.
  void add(detail::text_at<I>... texts, Enums... labels, std::uint64_t n) const noexcept {
    this->write_at({texts...}, detail::series_index(labels...),
                   detail::add_to_cell<typename Mode::sync>{n});
  }
  void add(detail::text_at<I>... texts, Enums... labels) const noexcept {
    add(texts..., labels..., 1);
  }
  /// Looks a label set up once.
  counter_set<Mode, Enums...> bind(detail::text_at<I>... texts) const noexcept {
    return counter_set<Mode, Enums...>(this->bind_set({texts...}));
  }
};
template <disabled_mode Mode, std::size_t... I, class... Enums>
class basic_counter_family<Mode, std::index_sequence<I...>, Enums...> {
 public:
  static constexpr bool enabled = false;
  static constexpr bool is_family = true;
  using value_type = std::uint64_t;
  template <class M>
  using with_mode = basic_counter_family<M, std::index_sequence<I...>, Enums...>;
  constexpr explicit basic_counter_family(family_options<sizeof...(I)>) noexcept {}
  constexpr void add(detail::text_at<I>..., Enums..., std::uint64_t) const noexcept {}
  constexpr void add(detail::text_at<I>..., Enums...) const noexcept {}
  constexpr counter_set<Mode, Enums...> bind(detail::text_at<I>...) const noexcept { return {}; }
};

template <class... Labels>
using counter_family =
    typename detail::family_of<basic_counter_family, default_mode, Labels...>::type;

/// Up-down counters whose labels are strings, and enums behind them; otherwise as `counter_family`.
/// A label set expires only while its sums are 0.
template <class Mode, class Texts, class... Enums>
class basic_up_down_counter_family;
template <class Mode, std::size_t... I, class... Enums>
class basic_up_down_counter_family<Mode, std::index_sequence<I...>, Enums...>
    : public detail::family_base<Mode, detail::scalar_layout<metric_kind::up_down_counter>,
                                 std::index_sequence<I...>, Enums...> {
 public:
  using basic_up_down_counter_family::family_base::family_base;
  using value_type = std::int64_t;
  template <class M>
  using with_mode = basic_up_down_counter_family<M, std::index_sequence<I...>, Enums...>;

  /// Adds `n`, which may be negative, to the series of `texts` and `labels`.
  void add(detail::text_at<I>... texts, Enums... labels, std::int64_t n) const noexcept {
    this->write_at({texts...}, detail::series_index(labels...),
                   detail::add_to_cell<typename Mode::sync>{static_cast<std::uint64_t>(n)});
  }
};
template <disabled_mode Mode, std::size_t... I, class... Enums>
class basic_up_down_counter_family<Mode, std::index_sequence<I...>, Enums...> {
 public:
  static constexpr bool enabled = false;
  static constexpr bool is_family = true;
  using value_type = std::int64_t;
  template <class M>
  using with_mode = basic_up_down_counter_family<M, std::index_sequence<I...>, Enums...>;
  constexpr explicit basic_up_down_counter_family(family_options<sizeof...(I)>) noexcept {}
  constexpr void add(detail::text_at<I>..., Enums..., std::int64_t) const noexcept {}
};

template <class... Labels>
using up_down_counter_family =
    typename detail::family_of<basic_up_down_counter_family, default_mode, Labels...>::type;

}  // namespace engram::inline v0
