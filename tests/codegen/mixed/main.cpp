// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "shared.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>

void record_enabled();
void record_disabled();
const void* hits_of_enabled();
const void* hits_of_disabled();

namespace {

using policy = engram::std_sync;
namespace detail = engram::detail;

// Cells of this program's own: no library is linked.
std::array<detail::cell<policy>, 256> cells{};
std::uint32_t used = 8;
std::array<detail::cell<policy>, 8> guard{};

void expect(bool held, const char* what) {
  if (held) return;
  std::fprintf(stderr, "mixed: %s\n", what);
  std::exit(1);
}

constexpr detail::hooks<policy> table{
    .register_metric =
        [](const engram::metric_descriptor& metric, detail::slot_word<policy>& slot) noexcept {
          slot.store(used);
          used += metric.cells();
        },
    .register_gauge = [](const engram::metric_descriptor&, const detail::cell<policy>*,
                         detail::slot_word<policy>& slot) noexcept { slot.store(0); },
    .register_event = [](const engram::event_descriptor&,
                         detail::event_gate<policy>& gate) noexcept { gate.word.store(0); },
    .register_operation = [](const engram::operation_descriptor&,
                             detail::event_gate<policy>& gate) noexcept { gate.word.store(0); },
    .attach_thread =
        [](detail::thread_words<policy>& words) noexcept {
          words.cells = cells.data();
          words.capacity = cells.size();
          words.state = detail::thread_state::live;
        },
    .provide_ring = [](detail::shard<policy>&) noexcept {},
    .late_cells = []() noexcept { return guard.data(); }};

std::uint64_t sum_of_cells() {
  std::uint64_t sum = 0;
  for (std::uint32_t i = 8; i < used; ++i) sum += cells[i].load() == 0 ? 0 : 1;
  return sum;
}

}  // namespace

int main() {
  expect(hits_of_enabled() != hits_of_disabled(), "the linker merged two kinds of object");
  expect(hits_of_enabled() == &shared_hits, "enabled units do not share one object");
  detail::install_hooks<policy>(&table);
  record_disabled();
  expect(used == 8, "a disabled unit registered something");
  record_enabled();
  expect(cells[shared_hits.slot().load()].load() == 1, "an enabled unit did not count");
  expect(shared_level.value() == 5, "an enabled unit did not set");
  const auto touched = sum_of_cells();
  record_disabled();
  expect(sum_of_cells() == touched, "a disabled unit wrote into the enabled one's cells");
  expect(cells[shared_hits.slot().load()].load() == 1, "a disabled unit counted");
}
