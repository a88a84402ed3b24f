// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "collect/exponential_fold.hpp"

#include <engram/collect/exponential_reading.hpp>
#include <engram/histogram.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

namespace engram::testing {

/// The cells that a scrape has of `values`, recorded into a series of its own.
template <class Mapping>
std::vector<std::uint64_t> series_of(const std::vector<double>& values) {
  std::vector<detail::cell<std_sync>> cells(detail::stride_of<Mapping>);
  for (double value : values) detail::record_exponential<std_sync, Mapping>(cells.data(), value);
  std::vector<std::uint64_t> read(cells.size());
  detail::fold_exponential(layout_of<Mapping>, read, cells.data());
  return read;
}

/// `n` values spread over the range of some powers of two around 1.
inline std::vector<double> spread(double octaves, std::size_t n, unsigned seed) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> exponent(-octaves / 2, octaves / 2);
  std::vector<double> values(n);
  for (auto& each : values) each = std::exp2(exponent(random));
  return values;
}

}  // namespace engram::testing
