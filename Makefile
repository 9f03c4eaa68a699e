.PHONY: help install web up test lint gen bench demo dev clean
.DEFAULT_GOAL := help

PY := .venv/bin/python
RUN := PATH="$(CURDIR)/.venv/bin:$$PATH"

help: ## what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12
