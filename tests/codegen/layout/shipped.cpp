// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// The types that threads share, as they ship, for the debug information that pahole reads.
#include <engram/record.hpp>

engram::ring<engram::std_sync> a_ring;
engram::ring<engram::std_sync>::slot a_slot;
engram::detail::thread_words<engram::std_sync> the_words;
engram::detail::shard<engram::std_sync> a_shard;
