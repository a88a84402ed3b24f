// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Marks what must be one object in a program and the shared libraries it loads, also where the
/// program hides its own symbols (`-fvisibility=hidden`): the process-wide words of the core, the
/// thread-local words, and every type that their names mention. A hidden copy in the program would
/// be a second, inert core, whose records no scrape would find.
#if defined(__GNUC__)
#define ENGRAM_API [[gnu::visibility("default")]]
#else
#define ENGRAM_API
#endif
