// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/family_base.hpp>
#include <engram/histogram.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace engram::inline v0 {
namespace detail {

template <class Mapping>
struct histogram_layout {
  static constexpr metric_kind kind = metric_kind::histogram;
  static constexpr std::uint32_t stride = stride_of<Mapping>;
  static constexpr const bucket_layout* buckets() noexcept { return &layout_of<Mapping>; }
};

template <class Sync, class Mapping>
struct record_to_cells {
  double value;
  template <class Shared>
  [[gnu::always_inline]] void operator()(cell<Sync>* series, Shared) const noexcept {
    if constexpr (Shared::value) {
      record_shared<Sync, Mapping>(series, value);
    } else {
      record_own<Sync, Mapping>(series, value);
    }
  }
};

/// A family template of one mapping, as `family_of` wants it.
template <template <class, class, class, class...> class Family, class Mapping>
struct with_mapping {
  template <class Mode, class Texts, class... Enums>
  using family = Family<Mode, Mapping, Texts, Enums...>;
};

}  // namespace detail

/// A label set of a histogram family, looked up once; as `counter_set`.
template <class Mode, class Mapping, class... Enums>
class histogram_set {
 public:
  constexpr histogram_set() noexcept = default;
  explicit histogram_set(detail::bound_set<typename Mode::sync> bound) noexcept : bound_(bound) {}
  /// Records a value. Wait-free.
  [[gnu::always_inline]] void record(Enums... labels, double value) const noexcept {
    bound_.write(detail::series_index(labels...) * detail::stride_of<Mapping>,
                 detail::record_to_cells<typename Mode::sync, Mapping>{value});
  }

 private:
  detail::bound_set<typename Mode::sync> bound_;
};
template <disabled_mode Mode, class Mapping, class... Enums>
class histogram_set<Mode, Mapping, Enums...> {
 public:
  constexpr void record(Enums..., double) const noexcept {}
};

/// Distributions whose labels are strings, and enums behind them; otherwise as `counter_family`.
/// Each label set takes the cells of a histogram, in every thread that records it.
template <class Mode, class Mapping, class Texts, class... Enums>
class basic_histogram_family;
template <class Mode, class Mapping, std::size_t... I, class... Enums>
class basic_histogram_family<Mode, Mapping, std::index_sequence<I...>, Enums...>
    : public detail::family_base<Mode, detail::histogram_layout<Mapping>, std::index_sequence<I...>,
                                 Enums...> {
 public:
  using basic_histogram_family::family_base::family_base;
  using mapping = Mapping;
  template <class M>
  using with_mode = basic_histogram_family<M, Mapping, std::index_sequence<I...>, Enums...>;

  /// Records a value into the series of `texts` and `labels`.
  void record(detail::text_at<I>... texts, Enums... labels, double value) const noexcept {
    this->write_at({texts...}, detail::series_index(labels...) * detail::stride_of<Mapping>,
                   detail::record_to_cells<typename Mode::sync, Mapping>{value});
  }
  /// Looks a label set up once.
  histogram_set<Mode, Mapping, Enums...> bind(detail::text_at<I>... texts) const noexcept {
    return histogram_set<Mode, Mapping, Enums...>(this->bind_set({texts...}));
  }
};
template <disabled_mode Mode, class Mapping, std::size_t... I, class... Enums>
class basic_histogram_family<Mode, Mapping, std::index_sequence<I...>, Enums...> {
 public:
  static constexpr bool enabled = false;
  static constexpr bool is_family = true;
  using mapping = Mapping;
  template <class M>
  using with_mode = basic_histogram_family<M, Mapping, std::index_sequence<I...>, Enums...>;
  constexpr explicit basic_histogram_family(family_options<sizeof...(I)>) noexcept {}
  constexpr void record(detail::text_at<I>..., Enums..., double) const noexcept {}
  constexpr histogram_set<Mode, Mapping, Enums...> bind(detail::text_at<I>...) const noexcept {
    return {};
  }
};

template <class Mapping, class... Labels>
using histogram_family = typename detail::family_of<
    detail::with_mapping<basic_histogram_family, Mapping>::template family, default_mode,
    Labels...>::type;

}  // namespace engram::inline v0
