# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0

# A sanitizer must see every translation unit, so its flags are directory-wide, not per target.
if(ENGRAM_SANITIZE)
  list(JOIN ENGRAM_SANITIZE "," engram_sanitizers)
  add_compile_options(-fsanitize=${engram_sanitizers} -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  if("undefined" IN_LIST ENGRAM_SANITIZE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC 12 takes the address of an initial-exec thread-local for null.
    add_compile_options(-fno-sanitize=null)
  endif()
  add_link_options(-fsanitize=${engram_sanitizers})
endif()
