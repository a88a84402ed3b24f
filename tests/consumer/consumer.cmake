# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0

# One step of the consumer tests; CMakeLists.txt beside this file says which variables it takes.
set(prefix "${WORK}/prefix")

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE out ERROR_VARIABLE out)
  if(NOT status EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\nended with ${status}:\n${out}")
  endif()
endfunction()

set(toolchain -G "${GENERATOR}" "-DCMAKE_CXX_COMPILER=${CXX}" -DCMAKE_BUILD_TYPE=Release
              "-DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}")

macro(step_install)
  file(REMOVE_RECURSE "${prefix}")
  run("${CMAKE_COMMAND}" -S "${LIBRARY}" -B "${WORK}/library" ${toolchain}
      "-DBUILD_SHARED_LIBS=${SHARED}" -DENGRAM_BUILD_TESTS=OFF -DENGRAM_BUILD_BENCH=OFF
      -DENGRAM_BUILD_TOOLS=OFF -DENGRAM_BUILD_WORKLOAD=OFF -DENGRAM_BUILD_EXAMPLES=OFF)
  run("${CMAKE_COMMAND}" --build "${WORK}/library")
  run("${CMAKE_COMMAND}" --install "${WORK}/library" --prefix "${prefix}")
endmacro()

macro(configure_consumer build)
  file(REMOVE_RECURSE "${build}")
  set(visibility "")
  if(HIDDEN)
    set(visibility -DCMAKE_CXX_VISIBILITY_PRESET=hidden -DCMAKE_VISIBILITY_INLINES_HIDDEN=ON)
  endif()
  run("${CMAKE_COMMAND}" -S "${PROJECT}" -B "${build}" ${toolchain} ${visibility}
      "-DCONSUMER_MODE=${MODE}" "-DCMAKE_PREFIX_PATH=${prefix}")
endmacro()

if(STEP STREQUAL "install")
  step_install()
elseif(STEP STREQUAL "consume")
  set(build "${WORK}/consumer-${MODE}${HIDDEN}")
  configure_consumer("${build}")
  run("${CMAKE_COMMAND}" --build "${build}")
  file(GLOB programs "${build}/bin/*")
  if(NOT programs)
    message(FATAL_ERROR "the consumer project built no program in ${build}/bin")
  endif()
  foreach(program IN LISTS programs)
    run("${program}")
  endforeach()
elseif(STEP STREQUAL "unknown_component")
  set(build "${WORK}/consumer-unknown")
  file(REMOVE_RECURSE "${build}")
  execute_process(
    COMMAND "${CMAKE_COMMAND}" -S "${PROJECT}" -B "${build}" ${toolchain} -DCONSUMER_MODE=on
            "-DCMAKE_PREFIX_PATH=${prefix}" -DCONSUMER_COMPONENTS=telepathy
    RESULT_VARIABLE status OUTPUT_VARIABLE out ERROR_VARIABLE out)
  if(status EQUAL 0 OR NOT out MATCHES "telepathy")
    message(FATAL_ERROR "the missing component was not named; status ${status}:\n${out}")
  endif()
elseif(STEP STREQUAL "pkg_config")
  file(GLOB_RECURSE found "${prefix}/*/engram-telemetry.pc")
  cmake_path(GET found PARENT_PATH pc_dir)
  set(ENV{PKG_CONFIG_PATH} "${pc_dir}")
  execute_process(COMMAND "${PKG_CONFIG}" --cflags --libs engram-telemetry
                  OUTPUT_VARIABLE flags OUTPUT_STRIP_TRAILING_WHITESPACE
                  COMMAND_ERROR_IS_FATAL ANY)
  separate_arguments(flags UNIX_COMMAND "${flags}")
  cmake_path(GET pc_dir PARENT_PATH lib_dir)
  foreach(source IN ITEMS core collected)
    if(EXISTS "${PROJECT}/${source}.cpp")
      run("${CXX}" -std=c++20 -DCONSUMER_ENABLED=1 "${PROJECT}/${source}.cpp" ${flags}
          "-Wl,-rpath,${lib_dir}" -o "${WORK}/pkg-config-${source}")
      run("${WORK}/pkg-config-${source}")
    endif()
  endforeach()
else()
  message(FATAL_ERROR "unknown step '${STEP}'")
endif()
