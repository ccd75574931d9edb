# make run    install, build the index from corpus/ if there is none, start the service on this machine
# make test   install with the development extras, then check style, types and behaviour

PYTHON ?= python3
HOST ?= $(or $(IPQA_HOST),127.0.0.1)
PORT ?= $(or $(IPQA_PORT),7860)
INDEX := $(or $(IPQA_INDEX),index)

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# Present when the package is installed as pyproject.toml asks; a second run installs nothing.
INSTALLED := .venv/.installed
INSTALLED_DEV := .venv/.installed-dev
BUILT := $(INDEX)/corpus.built

.PHONY: run test
.DELETE_ON_ERROR:

run: $(INSTALLED) $(BUILT)
	@$(BIN)/ipqa serve --index "$(INDEX)" --host "$(HOST)" --port "$(PORT)"

test: $(INSTALLED_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q

.venv/bin/python:
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { echo "ipqa needs Python 3.11 or newer; '$(PYTHON)' was not found (set PYTHON=...)." >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "ipqa needs Python 3.11 or newer; '$(PYTHON)' is older (set PYTHON=...)." >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing; install it first (on Debian: apt install python3-venv)." >&2; exit 1; }
	@"$(PYTHON)" -m venv .venv

$(INSTALLED): pyproject.toml | .venv/bin/python
	@echo "Installing ipqa and its libraries (minutes, the first time) ..."
	@$(PIP) --editable .
	@touch $@

$(INSTALLED_DEV): pyproject.toml | .venv/bin/python
	@echo "Installing ipqa with its development tools (minutes, the first time) ..."
	@$(PIP) --editable '.[dev]'
	@touch $@ $(INSTALLED)

# Exit code 1 means that some files could not be read; they have been named, and the others are in the index.
$(BUILT): | $(INSTALLED)
	@$(BIN)/ipqa ingest corpus --index "$(INDEX)" || [ $$? -eq 1 ]
	@touch "$@"
