# Two commands do everything: `make demo` and `make test`. Both build the environment in .venv first, once.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
READY := .venv/.ready
TESTED := .venv/.ready-to-test
SAMPLE := src/communique/sample
RECORD := demo/record.db

.PHONY: demo test check clean

demo: $(READY)
	@mkdir -p demo
	@echo "Reading the sample collection: 16 documents about an invented region."
	@$(BIN)/communique --record $(RECORD) add $(SAMPLE)/documents --lexicon $(SAMPLE)/lexicon/region.toml
	@echo
	@$(BIN)/communique --record $(RECORD) timeline
	@echo
	@$(BIN)/communique --record $(RECORD) publish demo/site
	@echo "Open $(CURDIR)/demo/site/index.html in a browser; ask the record with: $(BIN)/communique --record $(RECORD) --help"

test: $(TESTED)
	$(BIN)/ruff check src tests benchmarks tools
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2

check: test

# The environment is built again when what it is built from changes.
$(READY): pyproject.toml requirements/run.txt
	@echo "Setting up the environment in .venv (a few minutes the first time) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --editable .
	@touch $@

$(TESTED): $(READY) requirements/test.txt
	@$(PIP) install --require-hashes -r requirements/test.txt
	@touch $@

clean:
	rm -rf .venv demo
