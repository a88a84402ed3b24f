// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/attach.hpp>

#include <cstdint>

namespace engram::inline v0 {

/// What a plugin's `engram_attach` is called with, beside `abi_version`: this process's store,
/// brought to life as a registry does. Valid for the life of the process; thread-safe.
const void* attachment();

/// `engram_attach`, as plugins define it (`engram/attach.hpp`).
using attach_function = int(const void* store, std::uint32_t abi_version) noexcept;

/// Has a plugin with a core of its own record into this process's store, from now on and for the
/// life of the process, for which it then stays in memory. `engram_attach` is what `dlsym` returned
/// for that name; nullptr is answered with `not_attachable`. Attaching again changes nothing.
/// What the plugin recorded before is not counted. Thread-safe; some microseconds.
attach_result attach_plugin(attach_function* engram_attach);

}  // namespace engram::inline v0
