// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/registry.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <thread>
#include <vector>

namespace engram {
namespace {

constexpr int threads = 100;
constexpr std::uint64_t operations = 1'000'000;

enum class parity : std::uint8_t { even, odd };
consteval auto label_set(parity) { return labels{"parity", {"even", "odd"}}; }

template <class Work>
void on_all_threads(Work work) {
  std::vector<std::thread> all;
  for (int i = 0; i < threads; ++i) all.emplace_back(work);
  for (auto& each : all) each.join();
}

TEST(ExactTotals, OfAHundredThreadsThatCountAMillionTimes) {
  static constinit basic_counter<on> plain{{.name = "test.exact.plain"}};
  static constinit basic_counter<on, parity> labelled{{.name = "test.exact.labelled"}};
  const registry metrics{plain, labelled};
  on_all_threads([] {
    for (std::uint64_t i = 0; i < operations; ++i) {
      plain.add();
      labelled.add(static_cast<parity>(i % 2), i);
    }
  });
  const auto now = metrics.scrape();
  constexpr std::uint64_t half = operations / 2;
  EXPECT_EQ(now[plain](), threads * operations);
  EXPECT_EQ(now[labelled](parity::even), threads * half * (half - 1));
  EXPECT_EQ(now[labelled](parity::odd), threads * half * half);
}

TEST(ExactTotals, OfAHundredThreadsThatRecordAMillionValues) {
  static constinit basic_histogram<on, log_linear<0, 10>> sizes{{.name = "test.exact.sizes"}};
  const registry metrics{sizes};
  on_all_threads([] {
    for (std::uint64_t i = 0; i < operations; ++i) {
      sizes.record(static_cast<double>(1 << i % 8));
    }
  });
  const auto now = metrics.scrape();
  const auto read = now[sizes]();
  EXPECT_EQ(read.count(), threads * operations);
  constexpr auto sum = threads * operations / 8 * 255;
  EXPECT_EQ(read.sum(), static_cast<double>(sum));
  EXPECT_EQ(read.min(), 1);
  EXPECT_EQ(read.max(), 128);
  for (std::uint32_t power = 0; power < 8; ++power) {
    EXPECT_EQ(read.buckets()[power * 8], threads * operations / 8) << power;
  }
}

}  // namespace
}  // namespace engram
