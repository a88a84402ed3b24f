// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/registry.hpp>
#include <engram/engram.hpp>

#include <cstdio>
#include <type_traits>

// This program links engram::disabled: every instrument below is an empty type.
inline constinit engram::counter<> hits{{.name = "app.hits"}};
inline constinit engram::operation_kind query{{.name = "app.query"}};
static_assert(std::is_empty_v<engram::counter<>> && !engram::counter<>::enabled);

// [member]
class cache {
 public:
  bool find(int key) const {
    const bool found = key == last_;
    found ? hits_.add() : misses_.add();
    return found;
  }

 private:
  int last_ = 7;
  [[no_unique_address]] engram::member<engram::counter<>, 0> hits_{{.name = "app.cache.hits"}};
  [[no_unique_address]] engram::member<engram::counter<>, 1> misses_{{.name = "app.cache.misses"}};
};
// [/member]
static_assert(sizeof(cache) == sizeof(int), "two disabled counters add no byte");

// One counter that records nevertheless: a mode is a type, and one program may hold both.
inline constinit engram::basic_counter<engram::on> always{{.name = "app.always"}};

int main() {
  const engram::registry metrics{hits, always};
  const engram::operation op{query};
  hits.add();
  always.add(2);
  const auto now = metrics.scrape();
  std::printf("cache: %zu bytes, found: %d, operation: %d, metrics read: %zu, always: %d\n",
              sizeof(cache), static_cast<int>(cache{}.find(7)), static_cast<int>(op.id()),
              now.metrics().size(), static_cast<int>(now[always]()));
}
