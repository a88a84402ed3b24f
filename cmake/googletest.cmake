# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0

# GoogleTest as installed, or, where none is installed for the target, built from its sources.
if(ENGRAM_GOOGLETEST_SOURCE)
  if(NOT EXISTS "${ENGRAM_GOOGLETEST_SOURCE}/CMakeLists.txt")
    message(FATAL_ERROR "ENGRAM_GOOGLETEST_SOURCE is ${ENGRAM_GOOGLETEST_SOURCE}, where no GoogleTest "
                        "lies; Debian's package googletest puts it into /usr/src/googletest")
  endif()
  set(INSTALL_GTEST OFF)
  add_subdirectory("${ENGRAM_GOOGLETEST_SOURCE}" "${PROJECT_BINARY_DIR}/googletest" EXCLUDE_FROM_ALL)
else()
  find_package(GTest 1.12 REQUIRED)
endif()
