# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0

# A sanitizer must see every translation unit, so its flags are directory-wide, not per target.
if(ENGRAM_SANITIZE)
  list(JOIN ENGRAM_SANITIZE "," engram_sanitizers)
  add_compile_options(-fsanitize=${engram_sanitizers} -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${engram_sanitizers})
endif()
