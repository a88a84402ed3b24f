// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/metric.hpp>
#include <engram/mode.hpp>
#include <engram/shard.hpp>

#include <cstdint>

namespace engram::inline v0 {

/// A counter series resolved once: what to hold where the label is known outside the loop.
/// Costs what a bare counter costs. Thread-safe; trivially copyable. It stays valid for the life of
/// the process. Bound while nothing is installed, it records nothing.
template <class Mode>
class counter_handle {
 public:
  constexpr counter_handle() noexcept = default;
  constexpr explicit counter_handle(std::uint32_t slot) noexcept : slot_(slot) {}

  /// Adds `n` to the series. Wait-free.
  [[gnu::always_inline]] void add(std::uint64_t n = 1) const noexcept {
    using sync = typename Mode::sync;
    auto& words = detail::this_thread<sync>();
    if (slot_ < words.capacity) [[likely]] {
      sync::add_own(words.cells[slot_], n);
    } else {
      add_slow(n);
    }
  }

 private:
  [[gnu::cold, gnu::noinline]] void add_slow(std::uint64_t n) const noexcept {
    using sync = typename Mode::sync;
    const auto* table = detail::installed_hooks<sync>();
    if (table == nullptr || slot_ == detail::unregistered_slot) return;
    detail::add_reached<sync>(detail::reach_thread<sync>(*table), slot_, n);
  }

  std::uint32_t slot_ = detail::unregistered_slot;
};
template <disabled_mode Mode>
class counter_handle<Mode> {
 public:
  constexpr void add(std::uint64_t = 1) const noexcept {}
};

namespace detail {

/// What monotonic and up-down counters share: a slot and the way to it.
template <class Mode, metric_kind Kind, class... Labels>
class counter_base {
 public:
  static constexpr bool enabled = true;
  using sync = typename Mode::sync;

  constexpr explicit counter_base(metric_options options) noexcept : options_(options) {}
  counter_base(const counter_base&) = delete;
  counter_base& operator=(const counter_base&) = delete;

  /// This metric as a table row.
  constexpr metric_descriptor descriptor() const noexcept {
    return {.name = options_.name,
            .help = options_.help,
            .unit = options_.unit,
            .kind = Kind,
            .series = series_count<Labels...>,
            .stride = 1,
            .dimensions = dimensions_of<Labels...>,
            .buckets = nullptr};
  }

  /// Where the metric's cells are, for the registry.
  slot_word<sync>& slot() const noexcept { return slot_; }

 protected:
  [[gnu::always_inline]] void add_at(std::uint32_t series, std::uint64_t n) const noexcept {
    auto& words = this_thread<sync>();
    // relaxed: the slot is a number that orders nothing; each thread's cells are its own.
    const std::uint32_t index = slot_.load(ENGRAM_MO(counter_slot, relaxed)) + series;
    if (index < words.capacity) [[likely]] {
      sync::add_own(words.cells[index], n);
    } else {
      add_slow(series, n);
    }
  }

  counter_handle<Mode> bind_at(std::uint32_t series) const noexcept {
    if (reach<sync>(descriptor(), slot_).cells == nullptr) return {};
    return counter_handle<Mode>(slot_.load(ENGRAM_MO(counter_bind, relaxed)) + series);
  }

 private:
  [[gnu::cold, gnu::noinline]] void add_slow(std::uint32_t series, std::uint64_t n) const noexcept {
    add_reached<sync>(reach<sync>(descriptor(), slot_), series, n);
  }

  mutable slot_word<sync> slot_{unregistered_slot};
  metric_options options_;
};

}  // namespace detail

/// A monotonic sum of integers, with a series for each combination of its labels' values.
///
/// Declare it `inline constinit` in a header, or as a `member`; it registers itself at its first
/// `add`, or when a registry declares it. Reading is the registry's: `snapshot[counter](label...)`.
/// Values are 64 bits and wrap: at a million a second, after 584,554 years.
///
/// Thread-safe and wait-free. Cost of `add`: a relaxed load and store of a cell that the calling
/// thread owns (under 1 ns, `bench/counter_bench.cpp`). A number outside a label's enum is counted
/// under `out_of_range`. Threads that have exited count through shared cells, so that a record from
/// a destructor is not lost.
template <class Mode, class... Labels>
class basic_counter : public detail::counter_base<Mode, metric_kind::counter, Labels...> {
 public:
  using detail::counter_base<Mode, metric_kind::counter, Labels...>::counter_base;
  template <class M>
  using with_mode = basic_counter<M, Labels...>;

  /// Adds 1 to the series of `labels`.
  [[gnu::always_inline]] void add(Labels... labels) const noexcept {
    this->add_at(detail::series_index(labels...), 1);
  }
  /// Adds `n` to the series of `labels`.
  [[gnu::always_inline]] void add(Labels... labels, std::uint64_t n) const noexcept {
    this->add_at(detail::series_index(labels...), n);
  }
  /// Resolves a series once. Registers the metric; takes a lock the first time.
  counter_handle<Mode> bind(Labels... labels) const noexcept {
    return this->bind_at(detail::series_index(labels...));
  }
};

/// A counter that is compiled out.
template <disabled_mode Mode, class... Labels>
class basic_counter<Mode, Labels...> {
 public:
  static constexpr bool enabled = false;
  template <class M>
  using with_mode = basic_counter<M, Labels...>;
  constexpr explicit basic_counter(metric_options) noexcept {}
  constexpr void add(Labels...) const noexcept {}
  constexpr void add(Labels..., std::uint64_t) const noexcept {}
  constexpr counter_handle<Mode> bind(Labels...) const noexcept { return {}; }
};

/// A sum that also goes down: things in flight, entries in a table. A type of its own beside
/// `gauge`, because private cells of threads have a defined sum and no defined last writer.
/// Thread-safe and wait-free; costs what a counter costs. The sum is signed, 64 bits, and wraps.
template <class Mode, class... Labels>
class basic_up_down_counter
    : public detail::counter_base<Mode, metric_kind::up_down_counter, Labels...> {
 public:
  using detail::counter_base<Mode, metric_kind::up_down_counter, Labels...>::counter_base;
  template <class M>
  using with_mode = basic_up_down_counter<M, Labels...>;

  /// Adds `n`, which may be negative, to the series of `labels`.
  [[gnu::always_inline]] void add(Labels... labels, std::int64_t n) const noexcept {
    this->add_at(detail::series_index(labels...), static_cast<std::uint64_t>(n));
  }
};

/// An up-down counter that is compiled out.
template <disabled_mode Mode, class... Labels>
class basic_up_down_counter<Mode, Labels...> {
 public:
  static constexpr bool enabled = false;
  template <class M>
  using with_mode = basic_up_down_counter<M, Labels...>;
  constexpr explicit basic_up_down_counter(metric_options) noexcept {}
  constexpr void add(Labels..., std::int64_t) const noexcept {}
};

template <class... Labels>
using counter = basic_counter<default_mode, Labels...>;
template <class... Labels>
using up_down_counter = basic_up_down_counter<default_mode, Labels...>;

}  // namespace engram::inline v0
