# Two commands do everything: `make demo` and `make test`. Both build the environment in .venv first, once.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
TESTED := .venv/.ready-to-test
SAMPLE := src/communique/sample

.PHONY: demo test check clean

demo: $(READY)
	@$(BIN)/communique --record demo/record.db add $(SAMPLE)/documents --lexicon $(SAMPLE)/lexicon/region.toml
	@$(BIN)/communique --record demo/record.db timeline
	@$(BIN)/communique --record demo/record.db publish demo/site

test: $(TESTED)
	$(BIN)/ruff check src tests benchmarks tools
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2

check: test

# The environment is built again when what it is built from changes.
$(READY): pyproject.toml
	@echo "Setting up the environment in .venv (a few minutes the first time) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(TESTED): pyproject.toml $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

clean:
	rm -rf .venv demo
