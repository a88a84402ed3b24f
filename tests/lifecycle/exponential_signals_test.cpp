// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/exponential_series.hpp"
#include "lifecycle/scenario.hpp"
#include "lifecycle/signal_handling.hpp"

#include <gtest/gtest.h>
#include <ucontext.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <numeric>
#include <vector>

// A handler that moves the window of the very series that its thread is recording into.
#if defined(__x86_64__) && !defined(ENGRAM_DETAIL_SANITIZED)
namespace engram::testing {
namespace {

using mapping = exponential<8>;
constexpr auto layout = detail::exponential_cells_of<mapping>;
constexpr long trap_flag = 0x100;

/// What the handler of the instruction that is to be interrupted does.
struct interruption {
  std::array<detail::cell<std_sync>, layout.stride()> cells{};
  std::vector<double> values;
  volatile double own = 1;
  int at = 0;    ///< which instruction of the call
  int seen = 0;  ///< instructions so far

  void record(double value) { detail::record_exponential<std_sync, mapping>(cells.data(), value); }
  std::vector<std::uint64_t> read() const {
    std::vector<std::uint64_t> to(cells.size());
    detail::fold_exponential(layout_of<mapping>, to, cells.data());
    return to;
  }
};
interruption* current = nullptr;

void after_an_instruction(int, siginfo_t*, void* context) {
  if (current->seen++ != current->at) return;
  for (double value : current->values) current->record(value);
  static_cast<ucontext_t*>(context)->uc_mcontext.gregs[REG_EFL] &= ~trap_flag;
}

[[gnu::noinline]] void record_in_steps(interruption& into) {
  asm volatile(
      "lea -128(%%rsp), %%rsp; pushfq; orq $0x100, (%%rsp); popfq; lea 128(%%rsp), %%rsp" ::
          : "cc", "memory");
  into.record(into.own);
  asm volatile(
      "lea -128(%%rsp), %%rsp; pushfq; andq $~0x100, (%%rsp); popfq; lea 128(%%rsp), %%rsp" ::
          : "cc", "memory");
}

/// Interrupts a record after each of its instructions in turn; `expect(series)` after each call.
/// Returns after how many.
template <class Expect>
int interrupt_everywhere(const std::vector<double>& values, Expect expect) {
  struct sigaction action{};
  action.sa_sigaction = after_an_instruction;
  action.sa_flags = SA_SIGINFO;
  struct sigaction before{};
  sigaction(SIGTRAP, &action, &before);
  int at = 0;
  for (bool reached = true; reached; ++at) {
    interruption into;
    into.values = values;
    into.at = at;
    into.record(1);
    current = &into;
    record_in_steps(into);
    reached = into.seen > at;
    if (reached) expect(into.read());
  }
  sigaction(SIGTRAP, &before, nullptr);
  return at - 1;
}

TEST(ExponentialSignals, AHandlerThatMovesTheWindowLosesNoRecordWhereverItComes) {
  const auto expected = series_of<mapping>({1, 1, 1000});
  const int instructions = interrupt_everywhere({1000}, [&](std::vector<std::uint64_t> series) {
    // The sum may lack the handler's value, as every histogram's.
    series[detail::histogram_cells::sum] = expected[detail::histogram_cells::sum];
    EXPECT_EQ(series, expected);
  });
  EXPECT_GT(instructions, 40);
}

TEST(ExponentialSignals, AHandlerThatMovesTheWindowTwiceLosesNoCount) {
  const int instructions = interrupt_everywhere({1000, 1e9}, [](const auto& series) {
    EXPECT_EQ(exponential_reading(layout_of<mapping>, series).count(), 4U);
  });
  EXPECT_GT(instructions, 40);
}

}  // namespace
}  // namespace engram::testing
#endif
