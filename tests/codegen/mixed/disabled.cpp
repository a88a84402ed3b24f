// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "shared.hpp"

void record_disabled() { SHARED_RECORD_EVERYTHING(); }
const void* hits_of_disabled() { return &shared_hits; }
