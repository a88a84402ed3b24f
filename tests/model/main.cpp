// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <model/suite.hpp>

int main(int count, char** arguments) { return engram::model::suite_main(count, arguments); }
