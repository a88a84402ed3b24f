# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0

# All compiled floors, for builds that want nothing else.
add_custom_target(engram_libraries)

# Names a target engram_<name>, engram::<name> in this build and for everyone who installs it, and
# puts it into the exported set.
function(engram_publish name)
  add_library(engram::${name} ALIAS engram_${name})
  set_target_properties(engram_${name} PROPERTIES EXPORT_NAME ${name})
  set_property(GLOBAL APPEND PROPERTY ENGRAM_PUBLISHED engram_${name})
endfunction()

# engram_header_library(<name> [LIBS ...]): a floor of headers that links nothing compiled.
function(engram_header_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LIBS")
  add_library(engram_${name} INTERFACE)
  target_link_libraries(engram_${name} INTERFACE ${arg_LIBS})
  engram_publish(${name})
endfunction()

# engram_library(<name> SOURCES ... [LIBS ...] [PRIVATE_LIBS ...]): a compiled floor. Private
# libraries are header-only ones that only our sources include; users need not have them.
function(engram_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBS;PRIVATE_LIBS")
  add_library(engram_${name} ${arg_SOURCES})
  target_link_libraries(engram_${name} PUBLIC ${arg_LIBS})
  foreach(lib IN LISTS arg_PRIVATE_LIBS ITEMS engram_dev_warnings)
    target_link_libraries(engram_${name} PRIVATE $<BUILD_INTERFACE:${lib}>)
  endforeach()
  target_include_directories(engram_${name} PRIVATE "${PROJECT_SOURCE_DIR}/src")
  set_target_properties(
    engram_${name}
    PROPERTIES VERSION ${PROJECT_VERSION}
               SOVERSION 0
               POSITION_INDEPENDENT_CODE ON)
  if(BUILD_SHARED_LIBS)
    # Exit guards of threads live in these libraries: code that a later thread exit will run must
    # never be unmapped.
    target_link_options(engram_${name} PRIVATE -Wl,-z,nodelete)
    # Symbols are chosen by namespace, not by an attribute on each declaration: the process-wide
    # words of the header-only core must be one object in the library and in its user.
    target_link_options(engram_${name} PRIVATE
                        "-Wl,--version-script=${PROJECT_SOURCE_DIR}/cmake/exports.map")
    set_property(TARGET engram_${name} APPEND
                 PROPERTY LINK_DEPENDS "${PROJECT_SOURCE_DIR}/cmake/exports.map")
  endif()
  add_dependencies(engram_libraries engram_${name})
  engram_publish(${name})
endfunction()
