# Everything from a fresh machine with Python 3.11 or newer and make:
#   make run                  the dashboard on the sample school     (make run FOLDER="my exports" for your own)
#   make test                 lint, types and all tests, one of them in a real browser
#   make lint · make format · make bench · make constraints · make clean
# Set-up is done once, in .venv, and again when pyproject.toml or the versions in .ci/constraints.txt change.

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint .ci/constraints.txt
VERSIONS := pyproject.toml .ci/constraints.txt .streamlit/config.toml
# The newest suitable Python by name; a plain python3 can be an older one on macOS.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

.PHONY: run test lint format bench constraints clean

run: .venv/ready
	$(BIN)/schoolgate $(if $(FOLDER),"$(FOLDER)")

test: lint .venv/browser-ready
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: .venv/test-ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/basedpyright

format: .venv/test-ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/test-ready .venv/peers-ready
	$(BIN)/python -m tests.bench $(MB)

# The versions that everybody gets, from a fresh look at the minimum versions of pyproject.toml.
constraints:
	rm -rf .venv
	@$(MAKE) .venv/python
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	$(BIN)/python -m pip freeze --exclude-editable > .ci/constraints.txt

clean:
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/python:
	@test -n "$(PYTHON)" || { echo "Schoolgate needs Python 3.11 or newer: install it and try again."; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python cannot make a .venv here." \
		"On Debian and Ubuntu, install python3-venv first: sudo apt-get install python3-venv"; exit 1; }
	@touch $@

.venv/ready: .venv/python $(VERSIONS)
	@echo "Setting up, which takes a minute or two the first time ..."
	$(PIP) --editable .
	@touch $@

.venv/test-ready: .venv/python $(VERSIONS)
	@echo "Setting up for the tests, which takes a minute or two the first time ..."
	$(PIP) --editable '.[test]'
	@touch $@ .venv/ready

# Other readers, to compare with and apart from what Schoolgate needs; what cannot be installed is left out.
.venv/peers-ready: .venv/python
	-$(BIN)/python -m venv .venv/peers/chat-miner && \
		.venv/peers/chat-miner/bin/python -m pip --disable-pip-version-check install --quiet chat-miner==0.6.0
	-npm install --silent --no-audit --no-fund --prefix .venv/peers/npm whatsapp-chat-parser@4.0.2
	@touch $@

.venv/browser-ready: .venv/test-ready
	.ci/browser
	@touch $@
