# One runner for people and CI. `make brief` and `make test` set up what they need.
.PHONY: help brief test check lint types fix a11y golden pictures bench docs reference clean
BIN := .venv/bin
SIZE := usual

help:  ## list the commands
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/make \1\t\2/p' Makefile

brief: brief-ready  ## build the Kazakhstan brief into output/
	@$(BIN)/briefgen build

test: dev-ready  ## run the tests
	@$(BIN)/python -m pytest -n auto --dist loadgroup -q

check: lint types test  ## everything that CI asks: style, types, tests, seeds
	@$(BIN)/briefgen check

lint: dev-ready
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: dev-ready
	@$(BIN)/mypy

fix: dev-ready  ## mend style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

a11y: dev-ready  ## check accessibility and looks: PDF/UA-1, HTML, WCAG 2.2 AA, keyboard, pictures of screens
	@tools/a11y/setup
	@$(BIN)/python -m tools.a11y.check

golden: dev-ready  ## renew the pictures that pages and screens are held against
	@tools/a11y/setup || true
	@$(BIN)/python -m tools.golden

pictures: dev-ready  ## take the pictures of the README anew
	@tools/a11y/setup
	@$(BIN)/python -m tools.pictures

bench: bench-ready  ## measure against peers, as ratios; SIZE=full measures all and writes docs/performance.md
	@$(BIN)/python -m benchmarks --size $(SIZE) $(if $(filter full,$(SIZE)),--write docs/performance.md)

docs: dev-ready  ## make the documentation's site, in site/
	@$(BIN)/zensical build --strict --clean

reference: dev-ready  ## write docs/reference anew from the program
	@$(BIN)/python -m tools.make_reference

clean:  ## remove what was made, not what was installed
	@rm -rf .briefgen .cache .golden site .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
	@find output -mindepth 1 ! -name .gitkeep -delete

.PHONY: brief-ready dev-ready bench-ready
brief-ready:
	@tools/setup brief

dev-ready:
	@tools/setup dev

bench-ready:
	@tools/setup bench
