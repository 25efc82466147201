# make demo   does the main job on a real small region       make test   passes the tests
# Both need Python 3.11 or later and make; what else is needed is installed into .venv, next to this file.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# uv takes seconds where pip takes minutes, and reads its own settings of indexes, not pip's: where it fails, pip does it.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
WANTED := --constraint constraints.txt --editable ".[dev]"

# Python keeps what it compiled of modules: where the surroundings forbid it, each start would compile them anew (7 s of
# CPU in the demonstration, whose workers are processes of their own).
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test slow-tests all-tests lint clean
# Where a test ends its process, the run ends: with another process in its place it would wait for ever.
TESTS := $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder --max-worker-restart=0
demo: $(VENV)/installed
	$(BIN)/roundsman demo --dir demo

test: $(VENV)/installed
	$(TESTS) -m "not slow"

slow-tests: $(VENV)/installed
	$(TESTS) -m slow

all-tests: slow-tests test

lint: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(VENV)/installed: pyproject.toml constraints.txt
	@echo "Making $(VENV) with what roundsman needs (once) ..."
	$(PYTHON) -m venv $(VENV)
	@$(PIP) uv && $(BIN)/uv pip install --quiet --python $(BIN)/python $(WANTED) || { \
	  echo "uv did not install it (its words are above): pip does, which takes a minute or two ..."; \
	  $(PIP) $(WANTED); }
	@touch $@

clean:
	rm -rf $(VENV) demo
