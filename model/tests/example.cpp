// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <model/atomic.hpp>
#include <model/suite.hpp>
#include <model/thread.hpp>

namespace model = engram::model;

// [model]
MODEL(a_message_arrives_whole, {}) {
  model::var<int> message;
  model::atomic<bool> sent{false};
  model::thread sender([&] {
    message.set(42);
    sent.store(true, std::memory_order_release);
  });
  if (sent.load(std::memory_order_acquire)) model::require(message.get() == 42, "it is whole");
  sender.join();
}
// [/model]

int main(int count, char** arguments) { return model::suite_main(count, arguments); }
