// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// Two ways of publishing where one would do: weakened alone, none of the four orders is missed. A
// mutation run must say so, and be content once the pairs are listed.
#include <engram/primitive.hpp>

#include <model/suite.hpp>

namespace model = engram::model;

MODEL(a_message_is_published_twice, {}) {
  model::var<int> message;
  model::atomic<bool> first{false};
  model::atomic<bool> second{false};
  model::thread sender([&] {
    message.set(42);
    first.store(true, ENGRAM_MO(first_store, release));
    second.store(true, ENGRAM_MO(second_store, release));
  });
  const bool one = first.load(ENGRAM_MO(first_load, acquire));
  const bool two = second.load(ENGRAM_MO(second_load, acquire));
  if (one && two) model::require(message.get() == 42, "it is whole");
  sender.join();
}

int main(int count, char** arguments) { return model::suite_main(count, arguments); }
