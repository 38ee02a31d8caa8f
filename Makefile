# Every chore, one word.  `make demo` and `make test` set up all that they need.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
EXTRAS ?= dev
comma := ,
READY := $(VENV)/.ready-$(subst $(comma),-,$(EXTRAS))
LOCK := $(wildcard locks/$(subst $(comma),-,$(EXTRAS)).txt)
CODE := onrecord tests evaluation handbook bench release
SHARED ?= ../shared
DEMO := build/demo-case

.PHONY: help setup lock dist licences release-check demo test check format types layers eval eval-raise golden tagger bench bench-stages bench-growth bench-scale bench-pages bench-workers bench-rate clean fuzz hostile quotations warc kills clients docs screenshots

help:  ## list the chores
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# Python 3.11 under whichever name this machine has it.
$(READY): pyproject.toml $(LOCK)
	@py=$$(command -v $(PYTHON) || command -v python3) && \
	"$$py" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "onrecord needs Python 3.11 or newer as '$(PYTHON)' or 'python3'; set PYTHON=..."; exit 2; }; \
	test -x $(BIN)/python || "$$py" -m venv $(VENV)
	$(if $(LOCK),$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $(LOCK))
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$(EXTRAS)]'
	@touch $(READY)

setup: $(READY)  ## make .venv and install everything

demo: export ONRECORD_CASE = $(DEMO)
demo: $(READY)  ## read the bundled example reports and show the account of them
	@rm -rf $(DEMO)
	@$(BIN)/onrecord init $(DEMO) 2>/dev/null
	@cp examples/onrecord.toml $(DEMO)/onrecord.toml
	$(BIN)/onrecord add examples/story
	@echo; echo '$$ onrecord stories'; $(BIN)/onrecord stories
	@echo; echo '$$ onrecord brief talvi'; $(BIN)/onrecord brief talvi
	@echo; echo '$$ onrecord figures talvi'; $(BIN)/onrecord figures talvi

test: check  ## run every check and test

check: $(READY)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest

format: $(READY)  ## put the code in the house form
	$(BIN)/ruff check --fix-only --quiet $(CODE)
	$(BIN)/ruff format $(CODE)

eval: $(READY)  ## score every set under ../shared and hold the figures against evaluation/floors.json
	$(BIN)/python -m evaluation.run --shared $(SHARED)

eval-raise: $(READY)  ## the same, and raise the floors that were beaten
	$(BIN)/python -m evaluation.run --shared $(SHARED) --raise

golden: $(READY)  ## rewrite the golden cases; read the diff
	ONRECORD_GOLDEN=rewrite $(BIN)/python -m pytest tests -k golden

docs:  ## write the reference and the examples' output anew, and build the site in build/site
	@$(MAKE) --no-print-directory setup EXTRAS=dev,docs
	$(BIN)/python -m handbook
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

screenshots:  ## write the pictures of the pages under docs/pictures anew; needs Chromium
	@$(MAKE) --no-print-directory setup EXTRAS=dev,ci
	$(BIN)/python -m handbook.pictures

GOLD ?= $(SHARED)/gold/wikinews/train
MORE ?= training/gold
TRAINER := .venv-train/bin/python

.venv-train/.ready: training/requirements.txt pyproject.toml
	@py=$$(command -v $(PYTHON) || command -v python3) && test -x $(TRAINER) || "$$py" -m venv .venv-train
	$(TRAINER) -m pip install --quiet --disable-pip-version-check -r training/requirements.txt --editable .
	@touch $@

tagger: .venv-train/.ready  ## train both taggers anew from the openly licensed gold
	$(TRAINER) -m training.train $(GOLD) --out build/tagger-one
	$(TRAINER) -m training.train $(GOLD) $(MORE) --epochs 7 --out build/tagger-more
	$(TRAINER) -m training.mix build/tagger-one build/tagger-more --out build/tagger
	$(TRAINER) -m training.export build/tagger $(GOLD) $(MORE) --into onrecord/models/attributions
	$(TRAINER) -m training.train $(GOLD) --out build/tagger-fast --layers 2 --shared 1
	$(TRAINER) -m training.export build/tagger-fast $(GOLD) --into onrecord/models/attributions_fast
	$(TRAINER) -m training.measure seeds --data $(GOLD)/../dev --gold-zones

FUZZ_SECONDS ?= 600
FUZZ_AT_ONCE ?= 1

fuzz: $(READY)  ## hand every reader what a fuzzer makes up, FUZZ_SECONDS each, FUZZ_AT_ONCE at once
	$(BIN)/python -m bench.fuzz_run $(FUZZ_SECONDS) --at-once $(FUZZ_AT_ONCE)

SIZES ?= 1000,3000,10000
HOSTILE ?= 1

hostile: $(READY)  ## walk every face over the hostile texts: every HOSTILE-th of them is a report
	HOLDS_SHARE=$(HOSTILE) $(BIN)/python -m pytest -s tests/holds/test_hostile_text.py

PAGES ?= 20000

warc: $(READY)  ## add an archive of PAGES small pages, and hold what that takes of memory to its limit
	HOLDS_PAGES=$(PAGES) $(BIN)/python -m pytest -s tests/sources/test_archive_memory.py

THINGS ?= 40

quotations: $(READY)  ## hold every face to the words it quotes: THINGS of each kind are shown one by one
	HOLDS_MOST=$(THINGS) $(BIN)/python -m pytest -s tests/holds/test_no_misquotation.py

LOCKING := .venv-lock/bin/uv
LOCKED = $(LOCKING) pip compile pyproject.toml --quiet --universal --python-version 3.11.5 --generate-hashes --no-annotate \
	--custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)

$(LOCKING):
	@py=$$(command -v $(PYTHON) || command -v python3) && "$$py" -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'

lock: $(LOCKING)  ## pin what is installed, by hash, in locks/; UPGRADE=1 takes newer versions
	$(LOCKED) --extra dev --extra ci --output-file locks/dev-ci.txt
	$(LOCKED) --extra dev --constraint locks/dev-ci.txt --output-file locks/dev.txt
	$(LOCKED) --extra dev --extra docs --constraint locks/dev-ci.txt --output-file locks/dev-docs.txt
	$(LOCKED) --extra web --extra mcp --extra postgres --extra parquet --extra ray --constraint locks/dev-ci.txt --output-file locks/use.txt

dist: $(READY)  ## build the wheel and the source archive in dist/
	@rm -rf dist
	$(BIN)/python -m hatchling build --directory dist

licences: $(READY)  ## write THIRD_PARTY.md: the licence of each package that comes along
	$(BIN)/python -m release.licences

release-check: $(READY)  ## build the wheel, install it with each extra and none, read the example there; CHECKED=web alone
	$(BIN)/python -m release.check $(CHECKED)

.venv-bench/.ready: bench/peers.txt
	@py=$$(command -v $(PYTHON) || command -v python3) && test -x .venv-bench/bin/python || "$$py" -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement bench/peers.txt
	@touch $@

bench: $(READY) .venv-bench/.ready  ## onrecord and its peers over the same texts: speed, memory and scores; then each stage
	$(BIN)/python -m bench.peers --shared $(SHARED)
	$(MAKE) bench-stages

bench-stages: $(READY)  ## what each stage of reading, comparing and showing takes, by pytest-benchmark
	$(BIN)/python -m pytest bench/stages -o addopts= -o python_files='bench_*.py' -o python_functions='bench_*' --import-mode=importlib \
		-q --benchmark-timer=time.process_time --benchmark-columns=median,min,max,rounds --benchmark-json=bench/results/stages.json

bench-growth: $(READY)  ## what a further report costs to store and compare as a case of reports read beforehand grows to SIZES
	$(BIN)/python -m bench.growth --sizes $(SIZES)

bench-scale: $(READY)  ## what a further report costs as a case grows to SIZES
	$(BIN)/python -m bench.scale --sizes $(SIZES)

bench-pages: $(READY)  ## what each page takes of one core in a case of 10,000 reports; filling it takes some minutes
	$(BIN)/python -m bench.pages

bench-workers: $(READY)  ## what two workers gain, and what they hold over many reports
	$(BIN)/python -m bench.workers

bench-rate: $(READY)  ## words a second from JSON lines to claims in the store, as `onrecord add` runs
	$(BIN)/python -m bench.rate --shared $(SHARED)

KILLS ?= 300

kills: $(READY)  ## kill every verb that writes, KILLS times on SQLite and on PostgreSQL; cut off, it goes on when called again
	$(BIN)/python -m evaluation.kills --store sqlite --kills $(KILLS) --kept build/kills-sqlite.json
	$(BIN)/python -m evaluation.kills --store postgres --kills $(KILLS) --kept build/kills-postgres.json

CLIENTS ?= 200
SECONDS_OF_STORM ?= 60

clients: $(READY)  ## let hostile clients, slow ones and CLIENTS readers at the real server, on one core, with a writer
	$(BIN)/python -m evaluation.clients --clients $(CLIENTS) --seconds $(SECONDS_OF_STORM)

clean:  ## remove what was built
	rm -rf build dist $(VENV)
