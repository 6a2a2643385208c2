# `make` alone says what can be made. Everything installs into .venv; nothing outside this folder is touched.
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
CORPUS ?= seeds
OUT ?= build
# uv is several times quicker than pip; both check every digest.
INSTALL := $(shell command -v uv >/dev/null 2>&1 && echo "uv pip install --quiet --python $(BIN)/python" \
  || echo "$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile")

# Where this is set, every start of Python compiles all it imports anew: seconds, hundreds of times in the tests.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install report verify fuzz test quick lab lint bench bench-speed readme lock clean

help: ## say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'
	@echo "  CORPUS=folder and OUT=folder choose other articles and another place (default: seeds, build)."

# A Python that runs and is new enough: $$PYTHON, then PATH, then pyenv (whose shims may answer and yet fail).
$(BIN)/python:
	@for python in $$PYTHON python3.12 python3.13 python3.14 python3 python \
	    $$(ls -d "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.1[2-9]*/bin/python 2>/dev/null); do \
	  if "$$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; then \
	    echo "making $(VENV) with $$("$$python" -c 'import sys; print(sys.executable, sys.version.split()[0])')"; \
	    exec "$$python" -m venv $(VENV); \
	  fi; \
	done; \
	echo "summitry needs Python 3.12 or newer, with venv: none found on PATH or under pyenv. Install one, or name it: make PYTHON=/path/to/python3.12" >&2; \
	exit 1

# The package itself is installed apart: pip does not mix hashes with an editable install.
$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	@echo "installing what requirements.lock names (one to two minutes the first time)"
	@$(INSTALL) --require-hashes --requirement requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-tests: tests/requirements.lock $(VENV)/.installed
	@echo "installing what the tests need"
	@$(INSTALL) --require-hashes --requirement tests/requirements.lock
	@touch $@

install: $(VENV)/.installed ## make .venv and install everything the notebooks need

report: $(VENV)/.installed ## run all notebooks; pages in build/site, figures in figures/
	@$(BIN)/python -m summitry report --corpus "$(CORPUS)" --out "$(OUT)" $(if $(filter seeds,$(CORPUS)),--figures figures)

verify: $(VENV)/.installed ## run the report in OUT again and say whether every file comes out the same
	@$(BIN)/python -m summitry verify "$(OUT)" $(if $(filter seeds,$(CORPUS)),,--corpus "$(CORPUS)")

test: $(VENV)/.installed-tests ## run all tests
	@$(BIN)/python -m pytest -n 2 $(ARGS)

quick: $(VENV)/.installed-tests ## run the tests that need neither notebooks nor a browser
	@$(BIN)/python -m pytest -n 2 -m "not notebook and not browser and not timing" $(ARGS)

fuzz: $(VENV)/.installed-tests ## look for articles that make something fall (ARGS="--seconds 600"); needs atheris, or --random
	@$(BIN)/python tests/fuzz.py $(ARGS)

lab: $(VENV)/.installed ## open JupyterLab on the notebooks
	@$(BIN)/python -m summitry lab $(ARGS)

lint: $(VENV)/.installed-tests ## check style
	@$(BIN)/ruff check src tests && $(BIN)/ruff format --check src tests

bench: $(VENV)/.installed-tests ## score against the outside gold in ../shared/bench, where that is present
	@$(BIN)/python -m summitry bench ../shared/bench --floors tests/bench_floors.toml
	@echo "held-out articles, tests/heldout/test"
	@$(BIN)/python -m summitry bench ../shared/bench --gold tests/heldout/test --floors tests/heldout_floors.toml
	@echo "held-out articles on meetings, tests/heldout2/test"
	@$(BIN)/python -m summitry bench ../shared/bench --gold tests/heldout2/test --noun meetings --noun themes --floors tests/heldout2_floors.toml

bench-speed: $(VENV)/.installed-tests ## measure speed and memory: ratios, in one run (some minutes)
	@$(BIN)/python tests/scale/speed.py $(ARGS)

readme: $(VENV)/.installed ## write the computed parts of the README anew
	@$(BIN)/python -m summitry.publish.readme README.md

lock: ## renew requirements.lock, tests/requirements.lock and environment.yml (needs uv)
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.12 pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.12 pyproject.toml --extra test --extra scale -c requirements.lock -o tests/requirements.lock
	@{ sed '/^      - /,$$d' environment.yml; \
	   sed -nE 's/^([a-z0-9].*[^\\ ]) *\\$$/      - \1/p' requirements.lock; echo "      - -e ."; } > environment.yml.new
	@mv environment.yml.new environment.yml

clean: ## remove what was built (not .venv)
	rm -rf "$(OUT)"
