// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: a_label_key_stands_once_in_a_metric
#include <engram/engram.hpp>

enum class from { cold, hot };
enum class to { cold, hot };
consteval auto label_set(from) { return engram::labels{"from", {"cold", "hot"}}; }
#if defined(WRONG)
consteval auto label_set(to) { return engram::labels{"from", {"cold", "hot"}}; }
#else
consteval auto label_set(to) { return engram::labels{"to", {"cold", "hot"}}; }
#endif
constinit engram::counter<from, to> moves{{.name = "app.moves"}};

void use() { moves.add(from::cold, to::hot); }
