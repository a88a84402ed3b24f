// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

/// Names the place at which a memory order is used. The mutation test redefines it to weaken one
/// place at a time; in every other build it is the order itself.
#if !defined(ENGRAM_MO)
#define ENGRAM_MO(site, order) ::std::memory_order_##order
#endif
