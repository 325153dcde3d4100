.DEFAULT_GOAL := help
SHELL := bash
PYTHON ?= python3
BIN := .venv/bin
LANGUAGE ?= nl
BACKUPS := tests/faults/test_backups.py
INSTALLED := .venv/installed
COMPOSE ?= $(shell docker compose version >/dev/null 2>&1 && echo docker compose || echo docker-compose)

help: ## Show what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-13s %s\n", $$1, $$2 }'

$(INSTALLED): requirements-dev.lock pyproject.toml shared/release.py clients/python/pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Bundel needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . --editable clients/python
	touch $@

setup: $(INSTALLED) ## Make the virtual environment with the locked dependencies, and `bundel` in .venv/bin

demo: $(INSTALLED) ## Run the scenarios on three real processes [LANGUAGE=en REGISTER=path MAPPING=path]
	$(BIN)/python -m examples.demo --lang $(LANGUAGE) $(if $(REGISTER),--register $(REGISTER)) $(if $(MAPPING),--mapping $(MAPPING))

revolving: $(INSTALLED) ## Play a revolving neighbourhood fund over ten years: a table, and with PLOT a picture [LANGUAGE=en PLOT=path]
	$(BIN)/python -m examples.revolving --lang $(LANGUAGE) $(if $(PLOT),--plot $(PLOT))

recovery: $(INSTALLED) ## Play a grant that cost less: reported on, determined, recovered in instalments [LANGUAGE=en]
	$(BIN)/python -m examples.recovery --lang $(LANGUAGE)

test: export PYTHONDONTWRITEBYTECODE = # every process of a test would read all sources anew
test: $(INSTALLED) ## Run the tests against a real broker and real databases, on all cores [EFFORT=10 WORKERS=number]
	$(BIN)/python -m pytest --numprocesses=$(or $(WORKERS),logical) -m 'not longer' --ignore=tests/redteam/test_flood.py
	$(BIN)/python -m pytest tests/redteam/test_flood.py # what waits are measured in has the machine to itself

test-longer: $(INSTALLED) ## What takes minutes: faults in real processes, backups under load, a superuser's attacks, upgrades from earlier code; every value of every kind of event changed
	$(BIN)/python -m pytest $(BACKUPS) # has the machine to itself
	$(BIN)/python -m pytest --numprocesses=$(or $(WORKERS),logical) -m longer --ignore=$(BACKUPS)
	EFFORT=3 $(BIN)/python -m pytest --numprocesses=$(or $(WORKERS),logical) tests/unit/audit/test_audit_sees.py

check: $(INSTALLED) ## Lint, strict types, boundaries, drift
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m contracts.generator --check

contract: $(INSTALLED) ## Write schemas, examples, AsyncAPI and docs/messages.md from the messages' models
	$(BIN)/python -m contracts.generator

clients: $(INSTALLED) ## Build what partners install, in dist/: a wheel of the Python client, a tarball of the JavaScript client (needs npm)
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist ./clients/python
	cd clients/javascript && npm ci --ignore-scripts && npm pack --pack-destination ../../dist

fix: $(INSTALLED) ## Format, and mend what can be mended by machine
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

up: $(INSTALLED) ## Start the platform, and leave it running [LANGUAGE=en]
	$(BIN)/bundel up --lang $(LANGUAGE)

down: $(INSTALLED) ## Stop the platform
	$(BIN)/bundel down

reset: $(INSTALLED) ## Stop the platform and delete its data
	$(BIN)/bundel reset --yes

compose-up: ## Build and start the platform in containers, on PostgreSQL [PARTIES=./deploy/parties.json: fictional, to try it out]
	$(COMPOSE) up -d --build

compose-down: ## Stop the containers; the data stays
	$(COMPOSE) down

bench: $(INSTALLED) ## Measure speed against this disk and a bare ceiling; renews docs/benchmarks.md [ROUNDS=5]
	$(BIN)/python -m bench --write --rounds $(or $(ROUNDS),5)

bench-history: $(INSTALLED) ## The same with logs of 500,000 events; takes many minutes [ROUNDS=3]
	$(BIN)/python -m bench history --write --rounds $(or $(ROUNDS),3)

simulate: $(INSTALLED) ## Run simulated worlds on all cores [SEEDS=1000 FIRST=0]
	$(BIN)/python -m tests.simulation --seeds $(or $(SEEDS),1000) --first $(or $(FIRST),0)

redteam: $(INSTALLED) ## Flood the platform with one party's credentials, and measure what others notice [SECONDS=10]
	REDTEAM_SECONDS=$(or $(SECONDS),10) $(BIN)/python -m pytest -s --timeout=600 tests/redteam/test_flood.py

drill: $(INSTALLED) ## Plant known bugs in copies, one at a time: the simulator must find each [ONLY=name SEEDS=number]
	$(BIN)/python -m tests.simulation.drill $(if $(ONLY),--only "$(ONLY)") $(if $(SEEDS),--seeds $(SEEDS))

chaos: $(INSTALLED) ## Inject faults into real processes for a while [MINUTES=10 SEED=1 KILLS=number POSTGRES=1]
	$(BIN)/python -m tests.faults.chaos --minutes $(or $(MINUTES),10) --seed $(or $(SEED),1) --kills $(or $(KILLS),0) $(if $(POSTGRES),--postgres)

lock: ## Renew the locked dependencies (needs uv)
	uv pip compile pyproject.toml --extra tracing --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-package bundel-client --no-header -q -U -o requirements.lock
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-package bundel-client --no-header -q -c requirements.lock -o requirements-dev.lock

.PHONY: help setup demo revolving recovery test test-longer check contract clients fix up down reset compose-up compose-down bench bench-history simulate redteam drill chaos lock
