# `make` alone says what there is. Nothing is installed outside of this folder, but for what `test` says it needs.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

# Node and npm come as a Python wheel and lie beside our own commands.
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# The browser is the machine's own; see scripts/chromium.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

PYTHON_LOCK := uv.lock pyproject.toml
WEB_SOURCES := $(shell find web/src web/public web/index.html web/vite.config.ts web/first-load.ts web/tsconfig.json -type f 2>/dev/null)

# A stamp says that an installation is as new as its lock file, so that a second `make up` is immediate.
RUN_STAMP := .venv/.installed-to-run
DEV_STAMP := .venv/.installed-to-develop
WEB_STAMP := web/node_modules/.installed
WEB_APP := src/reelshelf/static/index.html

.PHONY: help
help: ## This list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## (.*)/\1\t\2/' | expand -t 16

.PHONY: up
up: $(RUN_STAMP) $(WEB_APP) ## Install, build, and start everything on http://127.0.0.1:8420; ARGS="--port 9000"
	@exec reelshelf up $(ARGS)

.PHONY: test
test: lint test-backend test-web test-e2e ## Install, and run every check and every test

.PHONY: install
install: $(DEV_STAMP) $(WEB_STAMP) ## Only install, into .venv and web/node_modules

.PHONY: lint
lint: install ## Format, lint rules, types and import directions; changes nothing
	ruff format --check
	ruff check
	mypy
	lint-imports
	cd web && npm run lint
	cd web && npm run typecheck

# All tests share the processors; a chosen few are quicker without waiting for several processes to begin.
ALL_TESTS := --numprocesses logical --maxprocesses 4 --dist worksteal

.PHONY: test-backend
test-backend: $(DEV_STAMP) $(WEB_APP) ## pytest: unit, contracts, integration, journeys, faults; ARGS="-k name"
	pytest $(or $(ARGS),$(ALL_TESTS))

.PHONY: test-web
test-web: install ## vitest
	cd web && npm run test

.PHONY: test-e2e
test-e2e: install $(WEB_APP) ## Playwright, in a real Chromium against a real `reelshelf up`
	CHROMIUM_PATH="$$(scripts/chromium)" && export CHROMIUM_PATH && cd web && npm run e2e

.PHONY: screenshots
screenshots: install $(WEB_APP) ## Take the pictures in docs/images anew
	CHROMIUM_PATH="$$(scripts/chromium)" && export CHROMIUM_PATH && cd web && npm run screenshots

.PHONY: fuzz
fuzz: $(DEV_STAMP) $(WEB_APP) ## Ten thousand generated requests against every route; EXAMPLES=… of each
	FUZZ_EXAMPLES=$(or $(EXAMPLES),300) pytest -s tests/fuzz

.PHONY: format
format: install ## Put code into the one shape
	ruff format
	ruff check --fix
	cd web && npm run format

.PHONY: gen
gen: install ## Write the OpenAPI document and the web app's types from the code
	scripts/openapi > web/openapi.json
	cd web && npm run gen

.PHONY: bench
bench: install $(WEB_APP) ## Every benchmark: a table, and JSON under bench/results/
	python -m bench $(ARGS)

.PHONY: faults
faults: $(DEV_STAMP) $(WEB_APP) ## Every fault experiment at full size, into docs/reliability.md; ARGS="-k name"
	pytest tests/faults --faults=full $(ARGS)

.PHONY: audit
audit: install ## Ask whether anything installed is known to be unsafe; needs the internet
	scripts/audit

.PHONY: sbom
sbom: install ## What is shipped, as CycloneDX documents under build/sbom/
	scripts/sbom

.PHONY: demo
demo: $(DEV_STAMP) $(WEB_APP) ## As `up`, but against simulated upstreams: works without any network
	@python scripts/demo.py $(ARGS)

.PHONY: dev
dev: install ## As `up`, with the web app from source at http://127.0.0.1:5173, reloading on change
	@scripts/dev $(ARGS)

.PHONY: clean
clean: ## Remove all that was installed or built; the data stay
	rm -rf .venv .uv web/node_modules src/reelshelf/static test-results playwright-report web/test-results
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN_STAMP): $(PYTHON_LOCK) scripts/bootstrap
	@scripts/bootstrap --no-dev --group build
	@touch $@

$(DEV_STAMP): $(PYTHON_LOCK) scripts/bootstrap
	@scripts/bootstrap
	@touch $@ $(RUN_STAMP)

$(WEB_STAMP): web/package-lock.json web/package.json | $(RUN_STAMP)
	cd web && npm ci --no-audit --no-fund
	@touch $@

$(WEB_APP): $(WEB_SOURCES) $(WEB_STAMP)
	cd web && npm run build
	@touch $@
