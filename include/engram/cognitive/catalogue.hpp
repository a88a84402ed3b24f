// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/cognitive/false_memory.hpp>
#include <engram/cognitive/interference.hpp>
#include <engram/cognitive/priming.hpp>
#include <engram/cognitive/reconsolidation.hpp>
#include <engram/cognitive/spacing.hpp>

namespace engram::inline v0::cognitive {

/// Calls `visit(metric)` for every cognitive metric. Registries, dashboards and docs are made from
/// this one list, so that they cannot disagree.
template <class Mode = default_mode, class Visit>
void for_each_metric(Visit visit) {
  visit(priming_metrics<Mode>::events);
  visit(priming_metrics<Mode>::strength);
  visit(interference_metrics<Mode>::events);
  visit(interference_metrics<Mode>::magnitude);
  visit(interference_metrics<Mode>::competitors);
  visit(reconsolidation_metrics<Mode>::attempts);
  visit(reconsolidation_metrics<Mode>::modifications);
  visit(reconsolidation_metrics<Mode>::position);
  visit(reconsolidation_metrics<Mode>::plasticity);
  visit(false_memory_metrics<Mode>::trials);
  visit(false_memory_metrics<Mode>::recalls);
  visit(false_memory_metrics<Mode>::generations);
  visit(false_memory_metrics<Mode>::confidence);
  visit(spacing_metrics<Mode>::practices);
  visit(spacing_metrics<Mode>::gap);
  visit(spacing_metrics<Mode>::retention);
}

/// Calls `visit(schema)` for every cognitive event type.
template <class Visit>
void for_each_event(Visit visit) {
  visit(schema<primed>);
  visit(schema<interfered>);
  visit(schema<reconsolidated>);
  visit(schema<drm_recalled>);
  visit(schema<practiced>);
}

}  // namespace engram::inline v0::cognitive
