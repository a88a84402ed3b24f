// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: not a constant expression|consteval
#include <engram/engram.hpp>

#if defined(WRONG)
void use(const char* name) {
  static engram::counter<> hits{{.name = name}};
  hits.add();
}
#else
void use(const char*) {
  static constinit engram::counter<> hits{{.name = "app.hits"}};
  hits.add();
}
#endif
