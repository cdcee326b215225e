# `make` lists what there is.

STAGE ?= prod
PYTHON ?= python3
BIN := .venv/bin
OUT := .build/package/$(STAGE)
QUICK := tests/unit tests/structure tests/usecases tests/entrypoints tests/local
WHOLE := tests/package tests/journeys tests/browser
SIDE_BY_SIDE := -n 2 --dist worksteal
PACKAGE = AWS_DEFAULT_REGION=$${AWS_DEFAULT_REGION:-ap-southeast-1} $(BIN)/chalice package \
	--stage $(STAGE) --template-format yaml --merge-template infra/resources.yaml $(OUT)
SETTINGS_OF = --stack hotline-$(STAGE) $(if $(PROFILE),--profile "$(PROFILE)")
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help run test test-quick lint format package deploy pins urgency policies clean ready install emulator checkov browser openapi

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: install emulator ## The whole hotline on this machine (PORT, STATE_DIR change where)
	@$(BIN)/python -m infra.local

test: ready ## All tests, the quick ones first
	@$(BIN)/pytest $(SIDE_BY_SIDE) $(wildcard $(QUICK))
	@$(BIN)/pytest $(wildcard $(WHOLE))

test-quick: install openapi ## The tests that need no emulator and no browser
	@$(BIN)/pytest $(SIDE_BY_SIDE) $(wildcard $(QUICK))

lint: install checkov package ## Style, types, and the template that goes to AWS
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy chalicelib infra
	@$(BIN)/cfn-lint $(OUT)/sam.yaml infra/outside.yaml
	@.venv-checkov/bin/checkov --config-file infra/checkov.yaml -f $(OUT)/sam.yaml -f infra/outside.yaml

format: install ## Formats the code
	@$(BIN)/ruff check --fix-only -q .
	@$(BIN)/ruff format .

package: install ## What goes to AWS for STAGE (prod), in .build/package/STAGE
	@$(PACKAGE)
	@$(BIN)/python -m infra.package $(OUT)

# Never tried here, for lack of an account. It needs the aws command with its credentials, a
# bucket (BUCKET) for the code, and on the first deployment the template's parameters:
#   make deploy STAGE=prod BUCKET=… PARAMETERS="PublicBaseUrl=https://… MailFrom=… MailIdentity=… AlarmMail=…"
deploy: package ## Packages STAGE and brings it to AWS (BUCKET=… PARAMETERS="Name=value …")
	@test -n "$(BUCKET)" || { echo "Say which bucket holds the code: make deploy STAGE=$(STAGE) BUCKET=…" >&2; exit 1; }
	@$(BIN)/python -m infra.authority check --first $(SETTINGS_OF)
	aws cloudformation package --template-file $(OUT)/sam.yaml --s3-bucket $(BUCKET) \
		--output-template-file $(OUT)/packaged.yaml
	aws cloudformation deploy --template-file $(OUT)/packaged.yaml --stack-name hotline-$(STAGE) \
		--s3-bucket $(BUCKET) \
		--capabilities CAPABILITY_IAM --no-fail-on-empty-changeset \
		--parameter-overrides Stage=$(STAGE) SecretsPath=/hotline/$(STAGE) $(PARAMETERS)

pins: install ## Writes requirements*.txt from requirements*.in
	@$(BIN)/python infra/pins.py

urgency: install ## Learns anew what urgent messages sound like (docs/decisions/0029)
	@$(BIN)/python -m infra.urgency

.PHONY: reading
reading: install ## Learns anew whose particulars stand where in a message (docs/decisions/0056)
	@$(BIN)/python -m infra.reading

policies: install ## Writes .chalice/policy-*.json from infra/policies.py
	@$(BIN)/python -m infra.policies

.PHONY: matters
matters: install ## Brings in open matters of before: FILE=… STAGE=…, WRITE=1 does it; TEMPLATE=… writes an empty list
	@$(BIN)/python -m infra.matters $(if $(TEMPLATE),--template "$(TEMPLATE)",$(if $(FILE),"$(FILE)") \
		--stack hotline-$(STAGE) $(if $(PROFILE),--profile "$(PROFILE)") $(if $(WRITE),--write))

.PHONY: report
report: install ## What reports count of these days, as text: FROM=2026-02-15 TO=2026-03-14 (of the running stage; STAGE=… another)
	@$(BIN)/python -m infra.report --from "$(FROM)" --to "$(TO)" --stack hotline-$(if $(filter file,$(origin STAGE)),local,$(STAGE)) $(if $(PROFILE),--profile "$(PROFILE)")

.PHONY: facts
facts: install ## Makes anew what reports count of each case, and says what differed: STAGE=…, WRITE=1 writes it, AFTER=… goes on
	@$(BIN)/python -m infra.facts $(SETTINGS_OF) $(if $(WRITE),--write) $(if $(AFTER),--after "$(AFTER)")

.PHONY: settings-export settings-import settings-check
settings-export: install ## Writes the settings that hold into a folder: FILE=… STAGE=…
	@$(BIN)/python -m infra.authority export "$(FILE)" $(SETTINGS_OF)

settings-import: install ## Makes a version of a folder's settings, or, at first, of the shipped ones: FILE=… REASON="…"
	@$(BIN)/python -m infra.authority import $(if $(FILE),"$(FILE)") $(if $(REASON),--reason "$(REASON)") $(SETTINGS_OF)

settings-check: install ## Whether this release can read the settings that hold; before it is deployed
	@$(BIN)/python -m infra.authority check $(SETTINGS_OF)

clean: ## Removes what was built; keeps the data (.local) and the environments
	@rm -rf .build .chalice/deployments .pytest_cache .mypy_cache .ruff_cache .hypothesis

ready: install emulator browser openapi

install:
	@infra/local/install.sh .venv requirements-dev.txt

emulator:
	@infra/local/install.sh .venv-local infra/local/requirements-emulator.txt

checkov:
	@infra/local/install.sh .venv-checkov infra/requirements-checkov.txt

browser:
	@infra/local/browser.sh

openapi:
	@infra/local/openapi.sh

.PHONY: crowd
crowd: install emulator package ## A week with a crowd on a stage, half of the office idle; then thousands of rungs at once
	@$(BIN)/python -m tests.crowd

.PHONY: rehearse
rehearse: install emulator package ## Restores a stage's backup into a new one and finishes a case there, with the figures
	@$(BIN)/pytest -s tests/journeys/test_restoring.py

.PHONY: bench bench-peer
bench: install emulator package ## Counts and measures what docs/benchmarks.md keeps
	@$(BIN)/python -m tests.bench

.PHONY: bench-texts
bench-texts: install emulator ## What one text costs after ten thousand others; a quarter of an hour
	@$(BIN)/python -m tests.bench.many_texts

.PHONY: bench-reading
bench-reading: install ## How many names, addresses and numbers are read in texts that nobody tuned on, and how many wrongly
	@$(BIN)/python -m tests.bench.reading

bench-peer: install emulator ## Compares the ladder with another product's, installed for this and thrown away
	@$(BIN)/python -m tests.bench.peer

.PHONY: pictures
pictures: install emulator browser ## Takes the README's pictures again, from a stage of its own
	@$(BIN)/python -m tests.pictures

.PHONY: mutants
mutants: install ## Changes the domain in small ways and sees whether its unit tests notice (MUTANTS=400|all SEED=1)
	@nice $(BIN)/python -m tests.mutants --number $(or $(MUTANTS),400) --seed $(or $(SEED),1)
