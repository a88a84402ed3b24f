# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0

# What an installed copy consists of: headers, libraries, a CMake package and pkg-config files.
include(CMakePackageConfigHelpers)

set(engram_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/engram-telemetry")
get_property(engram_published GLOBAL PROPERTY ENGRAM_PUBLISHED)
list(TRANSFORM engram_published REPLACE "^engram_" "" OUTPUT_VARIABLE engram_components)
list(JOIN engram_components ", " engram_component_names)

install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/engram"
        DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
        COMPONENT development
        FILES_MATCHING PATTERN "*.hpp")
install(TARGETS ${engram_published}
        EXPORT engram-telemetry-targets
        RUNTIME COMPONENT runtime
        LIBRARY COMPONENT runtime NAMELINK_COMPONENT development
        ARCHIVE COMPONENT development)
install(EXPORT engram-telemetry-targets
        NAMESPACE engram::
        DESTINATION "${engram_package_dir}"
        COMPONENT development)

configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/packaging/engram-telemetry-config.cmake.in"
  "${PROJECT_BINARY_DIR}/packaging/engram-telemetry-config.cmake"
  INSTALL_DESTINATION "${engram_package_dir}")
write_basic_package_version_file(
  "${PROJECT_BINARY_DIR}/packaging/engram-telemetry-config-version.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/packaging/engram-telemetry-config.cmake"
              "${PROJECT_BINARY_DIR}/packaging/engram-telemetry-config-version.cmake"
        DESTINATION "${engram_package_dir}"
        COMPONENT development)

# pkg-config: engram-core for the header-only floors, engram-telemetry for everything.
set(engram_pc_libs "")
foreach(floor IN ITEMS serve export collect)
  if(TARGET engram_${floor})
    string(APPEND engram_pc_libs " -lengram_${floor}")
  endif()
endforeach()
if(TARGET engram_export AND ENGRAM_ZLIB AND NOT BUILD_SHARED_LIBS)
  string(APPEND engram_pc_libs " -lz")
endif()
file(RELATIVE_PATH engram_pc_up "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
string(REGEX REPLACE "/$" "" engram_pc_up "${engram_pc_up}")
set(engram_pc_cflags "")
if(ENGRAM_DISABLED)
  set(engram_pc_cflags " -DENGRAM_DISABLED")
endif()
foreach(package IN ITEMS engram-core engram-telemetry)
  configure_file("${PROJECT_SOURCE_DIR}/packaging/${package}.pc.in"
                 "${PROJECT_BINARY_DIR}/packaging/${package}.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/packaging/${package}.pc"
          DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig"
          COMPONENT development)
endforeach()

install(FILES "${PROJECT_SOURCE_DIR}/LICENSE"
        DESTINATION "${CMAKE_INSTALL_DOCDIR}"
        COMPONENT development)
