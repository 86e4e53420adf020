# The two commands of the README are `make demo` and `make test`; the rest is for contributors.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test explore lint docs bench clean

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet -c constraints.txt -e ".[frame,plot,testing]" --group dev
	touch $@

demo: $(READY)
	$(BIN)/python -m examples.service_month

test: $(READY)
	$(BIN)/python -m pytest -n auto -q

explore: $(READY)
	$(BIN)/python -m pytest -n auto -q --hypothesis-profile=explore

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(READY)
	$(BIN)/python -m sphinx -q -W --keep-going -b html docs docs/_build/html

bench:
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	.venv-bench/bin/python -m pip install --quiet -e . --group bench
	.venv-bench/bin/python -W ignore -m benchmarks

clean:
	rm -rf $(VENV) .venv-bench report docs/_build
