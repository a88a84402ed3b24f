// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "litmus/generate/families.hpp"
#include "litmus/program.hpp"

namespace engram::model::litmus {

/// The program of a shape with every order relaxed, and its condition. Throws
/// std::invalid_argument, which says what is wrong with the shape.
program parse_shape(const shape& of);

}  // namespace engram::model::litmus
