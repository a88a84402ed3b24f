// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// An argument that does something: it is evaluated also where the call it is given to is compiled
// out, unless it stands in a lambda (IN_LAMBDA) or behind `enabled` (GUARDED).
#if defined(INSTRUMENTED)
#include <engram/engram.hpp>
#endif

namespace sample {

#if defined(INSTRUMENTED)
inline constinit engram::counter<> steps{{.name = "sample.steps"}};
struct counted {
  std::uint64_t nodes;
};
#endif

unsigned count_nodes();

}  // namespace sample

#if defined(INSTRUMENTED)
template <>
inline constexpr auto engram::schema<sample::counted> = engram::describe<sample::counted>(
    {.name = "sample.counted"}, engram::field<&sample::counted::nodes>{"how many"});
#endif

namespace sample {

int function_with_a_side_effect(int n) {
#if defined(INSTRUMENTED) && defined(IN_LAMBDA)
  engram::emit([] { return counted{count_nodes()}; });
#elif defined(INSTRUMENTED) && defined(GUARDED)
  if constexpr (engram::default_mode::enabled) steps.add(count_nodes());
#elif defined(INSTRUMENTED)
  steps.add(count_nodes());
#endif
  return n + 1;
}

#if defined(ADDED_SECTION)
// For the tests of the comparison itself.
[[gnu::section("added"), gnu::used]] int in_a_section_of_its_own = 1;
#endif

}  // namespace sample
