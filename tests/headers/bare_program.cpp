// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// Compiled with -fno-exceptions -fno-rtti: records through cells that this program provides.
#include <engram/counter.hpp>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

using policy = engram::std_sync;

engram::basic_counter<engram::on> recalls{{.name = "test.recalls"}};
std::array<engram::detail::cell<policy>, 8> cells{};

void register_metric(const engram::metric_descriptor&,
                     engram::detail::slot_word<policy>& slot) noexcept {
  slot.store(3);
}

void attach_thread(engram::detail::thread_words<policy>& words) noexcept {
  words.cells = cells.data();
  words.capacity = cells.size();
  words.state = engram::detail::thread_state::live;
}

void expect(bool held, const char* what) {
  if (held) return;
  std::fprintf(stderr, "bare_program: %s\n", what);
  std::exit(1);
}

}  // namespace

int main() {
  recalls.add(5);
  expect(cells[3].load() == 0, "a core without hooks recorded something");

  static engram::detail::hooks<policy> hooks{};
  hooks.register_metric = register_metric;
  hooks.attach_thread = attach_thread;
  engram::detail::install_hooks<policy>(&hooks);
  recalls.add(2);
  recalls.add();
  expect(cells[3].load() == 3, "two records did not add up in the cell of this thread");
}
