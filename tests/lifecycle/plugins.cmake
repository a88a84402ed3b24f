# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0

# Modules that instrument themselves, and hosts that load and unload them.

# lifecycle_plugin(<name> LIBS ... [DEFINITIONS ...])
function(lifecycle_plugin name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LIBS;DEFINITIONS")
  add_library(${name} MODULE plugin.cpp)
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests")
  target_link_libraries(${name} PRIVATE ${arg_LIBS} engram_dev_warnings)
  target_compile_definitions(${name} PRIVATE ${arg_DEFINITIONS})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ marks template variables as unique in the process, and the loader keeps what defines one:
    # an unloading that only seems to be one would prove nothing.
    target_compile_options(${name} PRIVATE -fno-gnu-unique)
  endif()
endfunction()

# lifecycle_host(<name> <plugin> SOURCES ... [LIBS ...] [DEFINITIONS ...] [EXPORTS]
# [FORKS])
function(lifecycle_host name plugin)
  cmake_parse_arguments(PARSE_ARGV 2 arg "EXPORTS;FORKS" "" "SOURCES;LIBS;DEFINITIONS")
  set(forks)
  if(arg_FORKS)
    set(forks FORKS)
  endif()
  engram_test(${name} SOURCES ${arg_SOURCES} LIBS ${arg_LIBS} LABELS core ${forks})
  add_dependencies(test_${name} ${plugin})
  target_link_libraries(test_${name} PRIVATE ${CMAKE_DL_LIBS})
  set_target_properties(test_${name} PROPERTIES ENABLE_EXPORTS ${arg_EXPORTS})
  target_compile_definitions(test_${name} PRIVATE "PLUGIN_PATH=\"$<TARGET_FILE:${plugin}>\""
                                                  ${arg_DEFINITIONS})
endfunction()

find_package(Threads REQUIRED)

# Everything in one shared library, as a build of shared libraries would have it.
if(BUILD_SHARED_LIBS)
  set(lifecycle_shared engram::export)
else()
  add_library(lifecycle_shared SHARED empty.cpp)
  target_link_libraries(
    lifecycle_shared
    PUBLIC engram::cognitive
    PRIVATE -Wl,--whole-archive "$<TARGET_FILE:engram_collect>" "$<TARGET_FILE:engram_export>"
            -Wl,--no-whole-archive Threads::Threads "$<$<BOOL:${ENGRAM_ZLIB}>:ZLIB::ZLIB>")
  add_dependencies(lifecycle_shared engram_collect engram_export)
  target_link_options(lifecycle_shared PRIVATE -Wl,-z,nodelete
                      "-Wl,--version-script=${PROJECT_SOURCE_DIR}/cmake/exports.map")
  set(lifecycle_shared lifecycle_shared)
endif()

lifecycle_plugin(lifecycle_plugin_core LIBS engram::core)
lifecycle_plugin(lifecycle_plugin_linked LIBS ${lifecycle_shared} DEFINITIONS PLUGIN_HAS_LIBRARY)
lifecycle_host(lifecycle_plugin_shared lifecycle_plugin_linked SOURCES plugin_test.cpp
               LIBS ${lifecycle_shared})
if(NOT BUILD_SHARED_LIBS)
  lifecycle_plugin(lifecycle_plugin_full LIBS engram::collect DEFINITIONS PLUGIN_HAS_LIBRARY)
  lifecycle_host(lifecycle_plugin_exported lifecycle_plugin_core SOURCES plugin_test.cpp
                 LIBS engram::export EXPORTS)
  lifecycle_host(lifecycle_plugin_full_exported lifecycle_plugin_full SOURCES plugin_test.cpp
                 LIBS engram::export EXPORTS)
  lifecycle_host(lifecycle_plugin_inert lifecycle_plugin_core SOURCES plugin_apart_test.cpp
                 LIBS engram::export DEFINITIONS PLUGIN_TOTAL=-1)
  lifecycle_host(lifecycle_plugin_apart lifecycle_plugin_full SOURCES plugin_apart_test.cpp
                 LIBS engram::export DEFINITIONS PLUGIN_TOTAL=3)
  lifecycle_host(lifecycle_plugin_attached lifecycle_plugin_core SOURCES plugin_attached_test.cpp
                 LIBS engram::export DEFINITIONS PLUGIN_TOTAL=-1)
  lifecycle_host(lifecycle_plugin_full_attached lifecycle_plugin_full SOURCES plugin_attached_test.cpp
                 LIBS engram::export DEFINITIONS PLUGIN_TOTAL=-2)
  # What forks is not run under the sanitizers: see tests/collect/CMakeLists.txt.
  if(NOT ENGRAM_SANITIZE AND NOT CMAKE_CROSSCOMPILING)
    lifecycle_host(lifecycle_plugin_fork lifecycle_plugin_core SOURCES plugin_attached_fork_test.cpp
                   LIBS engram::export FORKS)
  endif()
endif()
