// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// Stands in the place of the library's source of this name: one node, and a thread's number as its
// processor, so that an execution is the same on every machine. A model that wants more nodes says
// so by `use_topology`.
#include "collect/machine.hpp"

#include <model/hooks.hpp>

namespace engram::inline v0::detail {

topology machine::nodes() { return {}; }
std::uint32_t machine::processor() noexcept { return model::hooks::this_thread(); }

}  // namespace engram::inline v0::detail
