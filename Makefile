# The two commands a newcomer needs, `make run` and `make test`, and what they are made of.

PYTHON ?= python3
BIN := .venv/bin
RUN_STAMP := .venv/.installed
TEST_STAMP := .venv/.installed-test
# A file of tests stays with one worker; each worker has a server of its own.
PYTEST := $(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help install run test check database-test lint lint-types lint-rest format mutate seeds bench bench-beancount provider browser lock clean

help:  ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

install: $(RUN_STAMP)  ## Install the locked dependencies and mingzhang itself into .venv

$(RUN_STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; set PYTHON=... (需要 Python 3.11 以上)"; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation \
	  --config-settings editable_mode=compat --editable .
	@touch $@

$(TEST_STAMP): $(RUN_STAMP) requirements-test.lock
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-test.lock
	$(BIN)/python -m pip check
	@touch $@

run: install  ## Start everything on http://127.0.0.1:8000 and stop it with Ctrl-C
	$(BIN)/mingzhang up

test: $(TEST_STAMP) browser provider lint  ## Install what tests need and run every check and test
	$(PYTEST)

check: $(TEST_STAMP) provider lint  ## All checks, and the tests that need no browser
	$(PYTEST) --ignore=tests/browser

database-test: $(TEST_STAMP)  ## The tests that another PostgreSQL could answer otherwise
	$(PYTEST) -m 'database and not seeds' tests/audits tests/demonstrations tests/expectations tests/jobs \
	  tests/ledger tests/people tests/promises tests/properties tests/web

lint: $(TEST_STAMP)  ## Style, types, SQL and import direction
	@$(MAKE) --no-print-directory --jobs 2 lint-types lint-rest

lint-types:
	$(BIN)/mypy

lint-rest:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/sqlfluff lint --disable-progress-bar ledger/sql audits/sql
	$(BIN)/lint-imports

format: $(TEST_STAMP)  ## Rewrite the sources in the project's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

provider: .venv-canaille/bin/canaille  ## An OpenID Connect provider for the tests, apart from ours

.venv-canaille/bin/canaille:
	$(PYTHON) -m venv .venv-canaille
	.venv-canaille/bin/python -m pip install --quiet 'canaille[front,oidc]==0.3.6'

browser: $(TEST_STAMP)  ## A Chromium and a Chinese font for the browser tests
	@$(BIN)/python scripts/install_browser.py

mutate: $(TEST_STAMP)  ## Flip what every rule's queries say, and see its examples find that out
	$(PYTEST) --dist load -m mutation -rP tests/mutation

seeds: $(TEST_STAMP)  ## Make up twenty provinces; see what the audit names of each rule, and what else
	$(BIN)/python -m pytest -m seeds -rP tests/demonstrations/test_seeds.py

bench: $(TEST_STAMP) bench-beancount  ## Measure the speed claims of benchmarks/README.md
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/import_memory.py
	$(BIN)/python benchmarks/evidence.py
	$(BIN)/python benchmarks/growth.py

bench-beancount: $(TEST_STAMP)  ## Measure beside beancount (GPL), in an environment of its own
	test -x .venv-beancount/bin/bean-check || { $(PYTHON) -m venv .venv-beancount && \
	  .venv-beancount/bin/python -m pip install --quiet beancount==3.2.3; }
	$(BIN)/python benchmarks/beside_beancount.py .venv-beancount/bin/python

lock: $(TEST_STAMP)  ## Resolve the dependencies again and write the lock files
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	  --no-emit-index-url --no-emit-find-links --no-header --extra build \
	  pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	  --no-emit-index-url --no-emit-find-links --no-header --extra build --extra test \
	  pyproject.toml -c requirements.lock -o requirements-test.lock

clean:  ## Remove the environment and the caches; the data directory stays
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache build *.egg-info
