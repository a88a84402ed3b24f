# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
# Thin: each target installs what it needs, then calls CMake or a script.

DEMO_SECONDS ?= 60
PROOFS ?=
GUEST_NODES ?= 2
PREFIX ?= /usr/local
JOBS ?= $(shell nproc)

.PHONY: help demo test verify numa-guest lint bench bench-plots install clean
.DEFAULT_GOAL := help

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

demo: ## run the reference workload with everything on (DEMO_SECONDS=60)
	@scripts/install-deps --build
	@cmake --preset release >/dev/null
	@cmake --build --preset release -j $(JOBS) --target engram
	@mkdir -p build/demo
	build/release/bin/engram run --duration $(DEMO_SECONDS)s --trace build/demo/trace.ndjson

test: ## build and run all quick tests; a summary is the last line
	@scripts/install-deps
	@scripts/test

verify: ## run every proof at full length; a table is the end (PROOFS="models orders" for some)
	@scripts/install-deps
	@cmake --preset dev >/dev/null
	@cmake --build --preset dev -j $(JOBS)
	@cmake --preset release >/dev/null
	@cmake --build --preset release -j $(JOBS) --target engram many_series
	@scripts/verify $(if $(PROOFS),--only $(PROOFS))

numa-guest: ## run the NUMA test on a machine of two nodes, in QEMU (GUEST_NODES=2)
	@scripts/install-deps --numa
	@cmake --preset dev >/dev/null
	@cmake --build --preset dev -j $(JOBS) --target numa_guest
	@scripts/numa-guest --nodes $(GUEST_NODES) build/dev/bin/numa_guest

lint: ## check format, clang-tidy, shell scripts and the include graph
	@scripts/install-deps --lint
	@scripts/lint

bench: ## measure the bars: a table, and build/bars.json
	@scripts/install-deps --bench
	@cmake --preset release >/dev/null
	@cmake --build --preset release -j $(JOBS) --target engram_benches
	@scripts/bench-table --build build/release --out build/bars.json

bench-plots: ## measure cost against size and draw docs/performance/*.svg
	@scripts/install-deps --bench
	@cmake --preset release >/dev/null
	@cmake --build --preset release -j $(JOBS) --target bench_scale
	@scripts/bench-plots --build build/release

install: ## install headers, libraries and the command (PREFIX=/usr/local)
	@scripts/install-deps --build
	@cmake --preset release >/dev/null
	@cmake --build --preset release -j $(JOBS)
	@cmake --install build/release --prefix $(PREFIX)

clean: ## remove everything that was built
	rm -rf build
