# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0

# Strict warnings for our own sources. Linked privately and only within the build tree, so that
# neither an installed target nor a user who adds this directory ever sees them.
add_library(engram_dev_warnings INTERFACE)
target_compile_options(
  engram_dev_warnings
  INTERFACE -Wall
            -Wextra
            -Wpedantic
            -Wshadow
            -Wconversion
            -Wsign-conversion
            -Wold-style-cast
            -Wnon-virtual-dtor
            -Woverloaded-virtual
            -Wundef
            $<$<BOOL:${ENGRAM_WERROR}>:-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 sees an overlap in std::string's own copying: https://gcc.gnu.org/PR105651
  target_compile_options(engram_dev_warnings INTERFACE -Wno-restrict)
endif()
