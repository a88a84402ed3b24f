// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: a_metric_name_does_not_end_in_total_count_sum_bucket_created_or_info
#include <engram/engram.hpp>

#if defined(WRONG)
constinit engram::gauge<> open_files{{.name = "app.files.count"}};
#else
constinit engram::gauge<> open_files{{.name = "app.files.open"}};
#endif
