# Everything that a developer or an operator types. Each target does all the set-up that it needs.
PYTHON ?= python3
SERVICE := .venv/bin/python
ENGINE := .venv-engine/bin/python
# Those that exist, so that a target works in any state of the tree.
CODE := $(wildcard settings.py german storage knowledge desk workbench bot web bench tools tests)
# What also has to run on the engine's Python or before any environment exists.
OLD_PYTHON_CODE := $(wildcard german bot/engine bench/memory.py bench/understanding)

.DEFAULT_GOAL := help
.PHONY: help setup spacy run train evaluate bench-understanding bench-retrieval bench-matching
.PHONY: chat test test-engine test-service
.PHONY: check format lock upgrade clean clean-data

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1 - \2/p' Makefile | awk -F ' - ' '{ printf "%-25s %s\n", $$1, $$2 }'

setup: ## build the two environments if a lock changed
	@$(PYTHON) -m tools.environments service engine

spacy: setup ## try again to install the German spaCy package, without which rules find names
	@$(PYTHON) -m tools.environments spacy

run: setup ## start Lotse: engine, action server, web
	@$(SERVICE) -m tools.start

train: setup ## import knowledge and train the model if anything changed
	@$(SERVICE) -m tools.start --train-only

evaluate: train ## measure what the model understands of sentences that it has never seen
	@$(ENGINE) -m bot.engine evaluate

bench-understanding: train ## compare with Rasa's stock pipelines; takes hours with DIET (CORPORA="folder folder")
	@$(ENGINE) -m bench.understanding $(if $(CORPORA),--corpus $(CORPORA))

bench-retrieval: setup ## compare retrieval with usual ones, up to 100,000 entries (CORPUS=file.tsv for another FAQ)
	@$(SERVICE) -m bench.retrieval $(if $(CORPUS),--corpus $(CORPUS))

bench-matching: setup ## measure what matching costs, and how many questions come before its result
	@$(SERVICE) -m bench.matching

chat: setup ## talk to the bot on the terminal (Rasa shell)
	@$(SERVICE) -m tools.start --chat

test: setup ## run every test, in both environments
	@$(SERVICE) -m tools.suites

test-engine: setup ## run the tests of the engine's environment
	@$(SERVICE) -m tools.suites engine

test-service: setup ## run the tests of the service environment
	@$(SERVICE) -m tools.suites service

check: setup ## lint, format, types, layers, knowledge and training data
	$(SERVICE) -m ruff check .
	$(SERVICE) -m ruff format --check .
	$(SERVICE) -m mypy $(CODE)
	$(SERVICE) -m mypy --python-version 3.10 $(OLD_PYTHON_CODE)
	.venv/bin/lint-imports
	$(SERVICE) -m knowledge validate
	$(ENGINE) -m bot.engine validate
	$(ENGINE) -m bot.engine overlap

format: setup ## format the code and mend what ruff can mend
	$(SERVICE) -m ruff check --fix .
	$(SERVICE) -m ruff format .

lock: ## compile the locks from pyproject.toml, keeping versions that still fit
	@$(PYTHON) -m tools.environments lock

upgrade: ## compile the locks with the newest versions that fit
	@$(PYTHON) -m tools.environments lock --upgrade

clean: ## remove environments and caches; data and .env stay
	rm -rf .venv .venv-engine .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .rasa .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

clean-data: ## remove var/ with databases, models and logs (CONFIRM=yes)
ifeq ($(CONFIRM),yes)
	rm -rf var
else
	@echo 'This removes every conversation, request and model. To do it: make clean-data CONFIRM=yes'; exit 1
endif
