# The two commands of the README are `make demo` and `make test`; the rest is for contributors.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
RUNS ?= 10000000
EVENTS ?= 10000000

.PHONY: demo test explore lint docs bench soak mutation prove fuzz fuzz-ci clean

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet -c constraints.txt -e ".[batch,frame,plot,testing]" --group dev
	touch $@

# what only one target needs has a virtual environment of its own, such as .venv-prove
.venv-%/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv-$*
	.venv-$*/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	.venv-$*/bin/python -m pip install --quiet -c constraints.txt -e ".[testing]" --group $*
	touch $@

demo: $(READY)
	$(BIN)/python -m examples.service_month

test: $(READY)
	$(BIN)/python -m pytest -n auto --dist loadgroup -q

explore: $(READY)
	$(BIN)/python -m pytest -n auto --dist loadgroup -q --hypothesis-profile=explore

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(READY)
	$(BIN)/python -m sphinx -q -W --keep-going -b html docs docs/_build/html

soak: $(READY)
	$(BIN)/python -m simulation --seed 2026 --events $(EVENTS)

mutation: $(READY)
	$(BIN)/python -m mutation --write

prove: .venv-prove/.ready
	.venv-prove/bin/python -m proofs

fuzz: .venv-fuzz/.ready
	.venv-fuzz/bin/python -m fuzz run --runs $(RUNS)

fuzz-ci: .venv-fuzz/.ready
	.venv-fuzz/bin/python -m fuzz run --runs 50000
	.venv-fuzz/bin/python -m fuzz hostile

bench:
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	.venv-bench/bin/python -m pip install --quiet -e . --group bench
	.venv-bench/bin/python -W ignore -m benchmarks

clean:
	rm -rf $(VENV) .venv-bench .venv-prove .venv-fuzz build report docs/_build
