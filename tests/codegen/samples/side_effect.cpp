// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// An argument that does something: it is evaluated also where the call it is given to is compiled
// out.
#if defined(INSTRUMENTED)
#include <engram/engram.hpp>
#endif

namespace sample {

#if defined(INSTRUMENTED)
inline constinit engram::counter<> steps{{.name = "sample.steps"}};
#endif

unsigned count_nodes();

int function_with_a_side_effect(int n) {
#if defined(INSTRUMENTED)
  steps.add(count_nodes());
#endif
  return n + 1;
}

}  // namespace sample
