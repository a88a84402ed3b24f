// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: a_metric_name_does_not_end_in_total_count_sum_bucket_created_or_info
#include <engram/engram.hpp>

#if defined(WRONG)
constinit engram::counter<> hits{{.name = "app.hits_total"}};
#else
constinit engram::counter<> hits{{.name = "app.hits"}};
#endif
