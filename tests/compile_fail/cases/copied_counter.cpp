// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: deleted|use of deleted
#include <engram/engram.hpp>
inline constinit engram::counter<> hits{{.name = "app.hits"}};
#if defined(WRONG)
void use() {
  const auto copy = hits;
  copy.add();
}
#else
void use() {
  const auto& same = hits;
  same.add();
}
#endif
