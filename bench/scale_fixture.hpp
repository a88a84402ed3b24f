// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "chunked.hpp"
#include "many_labels.hpp"

#include <engram/collect/registry.hpp>
#include <engram/engram.hpp>

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <string>
#include <vector>

/// Metrics of every size and the timing of what is done with them.
namespace bench {

/// Nanoseconds of CPU that this thread took.
inline double thread_time() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

/// CPU nanoseconds of a `call()`: the median of seven batches of at least a millisecond each.
template <class Call>
double time_of(Call call) {
  call();  // the first one makes what the others reuse
  const auto several = [&](std::size_t calls) {
    const double start = thread_time();
    for (std::size_t i = 0; i < calls; ++i) call();
    return thread_time() - start;
  };
  std::size_t calls = 1;
  while (several(calls) < 1e6) calls *= 2;
  std::vector<double> times;
  times.reserve(7);
  for (int i = 0; i < 7; ++i) times.push_back(several(calls) / static_cast<double>(calls));
  return quantile(times, .5);
}

// With the spare value of each, 10 and 100 series.
enum class ten : std::uint8_t {};
enum class first_hundred : std::uint8_t {};
enum class second_hundred : std::uint8_t {};
enum class third_hundred : std::uint8_t {};
consteval auto label_set(ten) { return numbered_labels<9>("ten"); }
consteval auto label_set(first_hundred) { return numbered_labels<99>("first"); }
consteval auto label_set(second_hundred) { return numbered_labels<99>("second"); }
consteval auto label_set(third_hundred) { return numbered_labels<99>("third"); }

template <class... Labels>
inline constinit const engram::counter<Labels...> sized_counter{{.name = "bench.scale.sized"}};

/// Adds to every series of a counter, the spare ones too.
template <class... Labels>
struct fill;
template <>
struct fill<> {
  template <class Counter, class... Chosen>
  static void all(const Counter& counter, Chosen... chosen) {
    counter.add(chosen...);
  }
};
template <class Label, class... Rest>
struct fill<Label, Rest...> {
  template <class Counter, class... Chosen>
  static void all(const Counter& counter, Chosen... chosen) {
    constexpr std::size_t values = label_set(Label{}).values.size() + 1;
    for (std::size_t i = 0; i < values; ++i) {
      fill<Rest...>::all(counter, chosen..., Label{static_cast<std::uint8_t>(i)});
    }
  }
};

/// A label set's text, of seven digits.
inline std::string text_of(std::size_t i) {
  auto digits = std::to_string(i);
  return std::string(7 - digits.size(), '0') + digits;
}

}  // namespace bench
