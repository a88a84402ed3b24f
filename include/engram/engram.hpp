// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The core: what instrumented code includes. Header-only, standard library alone.
#include <engram/config.hpp>
#include <engram/counter.hpp>
#include <engram/event.hpp>
#include <engram/family.hpp>
#include <engram/gauge.hpp>
#include <engram/histogram.hpp>
#include <engram/histogram_family.hpp>
#include <engram/mode.hpp>
#include <engram/operation.hpp>
