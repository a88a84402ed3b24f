// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "litmus/oracle/events.hpp"
#include "litmus/oracle/relation.hpp"

namespace engram::model::litmus {

/// Whether an execution is consistent by RC11 (Lahav, Vafeiadis, Kang, Hur, Dreyer: "Repairing
/// sequential consistency in C/C++11", PLDI 2017) with the release sequences of C++20, which only
/// read-modify-writes continue. Not asked here, since the enumeration sees to it: that updates are
/// atomic, and that (sequenced before | reads from) has no cycle where none is wanted.
bool is_consistent(const event_list& list, const relation& reads_from,
                   const relation& modification);

}  // namespace engram::model::litmus
