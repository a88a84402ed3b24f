// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// Stands in the place of the library's source of this name: memory that nobody but the thread that
// asked for it may touch until it is published.
#include "collect/mapped_memory.hpp"

#include <model/hooks.hpp>

namespace engram::inline v0::detail {

void* mapped_memory::reserve(std::size_t bytes) noexcept { return model::hooks::reserve(bytes); }
void* mapped_memory::commit(std::size_t bytes) noexcept { return model::hooks::reserve(bytes); }
std::size_t mapped_memory::page() noexcept { return 4096; }
/// Executions do not fork.
void* mapped_memory::wiped_by_forks(std::size_t) noexcept { return nullptr; }

}  // namespace engram::inline v0::detail
