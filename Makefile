# Vùng phủ. `make run` serves the map; `make test` is what CI runs; `make help` lists the rest.

CARGO ?= cargo
NPM_CI = npm ci --no-audit --no-fund --loglevel=error
BINARY = target/release/vungphu
CLIENTS_VENV = target/clients-venv
LINTED = RUSTC_WORKSPACE_WRAPPER="$(CURDIR)/tests/clippy.sh"
# Debian's packages that tests need, each behind a program or file of it.
TOOLS = "$${CHROMIUM:-/usr/bin/chromium}" chromium ogrinfo gdal-bin pdftotext poppler-utils \
  /usr/lib/libreoffice/program/libsclo.so libreoffice-calc-nogui /usr/lib/libreoffice/program/libswlo.so libreoffice-writer-nogui \
  /usr/lib/R/site-library/sf r-cran-sf /usr/lib/python3/dist-packages/qgis python3-qgis
WEB_SOURCES = $(shell find static/src static/public static/scripts -type f 2>/dev/null) static/index.html static/vite.config.ts static/package-lock.json

.PHONY: help build run dev test test-build test-tools test-rust test-web test-e2e test-clients bench fmt lint data check-tools clean
.DEFAULT_GOAL := help

help: ## List the targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

build: static/dist/index.html ## Build the web app and the release binary
	$(CARGO) build --release --locked

run: build ## Serve the map at http://127.0.0.1:8080 (ARGS="--demo" shows it with sample data)
	$(BINARY) serve $(ARGS)

dev: static/node_modules ## Serve the web app from its sources, with the API of a debug server
	$(CARGO) build
	target/debug/vungphu serve --demo --data-dir data/local/dev & trap "kill $$!" EXIT; cd static && npm run dev

test: ## Everything CI runs; installs what it needs
	$(MAKE) -j2 test-build test-tools
	$(MAKE) test-rust test-web test-e2e test-clients

# What only tests need. It comes over the network while the compiler works.
test-tools: static/node_modules tests/e2e/node_modules tests/clients/node_modules $(CLIENTS_VENV)/pyvenv.cfg
	sh tests/debian.sh $(TOOLS)

# Compiled by Clippy's driver, which lints as it goes: `cargo clippy` would read all dependencies once more.
test-build: check-tools
	$(CARGO) fmt --check
	$(LINTED) $(CARGO) build --all-targets --locked

lint: check-tools ## Formatting and Clippy, without tests
	$(CARGO) fmt --check
	$(CARGO) clippy --all-targets --locked -- -D warnings

test-rust: test-build ## Unit, property and integration tests of the service
	$(LINTED) $(CARGO) test --locked

test-web: static/node_modules ## Types, lint and unit tests of the web app
	cd static && npm run check && npm run lint && npm test

test-e2e: build test-tools ## The real thing in Debian's Chromium
	cd tests/e2e && npm test

test-clients: build test-tools ## GDAL, QGIS, R, LibreOffice, geopandas, OWSLib, schemathesis, spectral and the examples against the service
	$(CLIENTS_VENV)/bin/python -m pytest -q -p no:cacheprovider tests/clients

bench: build ## Measure start, memory, throughput beside nginx, and the cost of a new day
	$(CARGO) bench --locked --bench coverage
	python3 benches/measure.py $(BINARY)

fmt: ## Format all sources
	$(CARGO) fmt

data: ## Make the data files anew from their sources (see data/build/README.md)
	@cat data/build/README.md

static/dist/index.html: static/node_modules $(WEB_SOURCES)
	cd static && npm run build
	@touch $@

static/node_modules: static/package-lock.json | check-tools
	cd static && $(NPM_CI)
	@touch $@

tests/e2e/node_modules: tests/e2e/package-lock.json | check-tools
	cd tests/e2e && $(NPM_CI)
	@touch $@

tests/clients/node_modules: tests/clients/package-lock.json | check-tools
	cd tests/clients && $(NPM_CI)
	@touch $@

$(CLIENTS_VENV)/pyvenv.cfg: tests/clients/requirements.txt | check-tools
	sh tests/clients/venv.sh $(CLIENTS_VENV) || { rm -rf $(CLIENTS_VENV); exit 1; }
	@touch $@

check-tools:
	@command -v $(CARGO) >/dev/null || { echo "Missing: Rust (cargo), stable 1.95 or newer."; exit 1; }
	@command -v cc >/dev/null || { echo "Missing: a C compiler (Debian: apt-get install gcc)."; exit 1; }
	@command -v npm >/dev/null || { echo "Missing: Node.js 20 or newer with npm."; exit 1; }
	@command -v python3 >/dev/null || { echo "Missing: Python 3."; exit 1; }
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || { echo "Node.js is too old: 20 or newer is needed."; exit 1; }

clean: ## Remove everything that was built
	rm -rf target static/dist/assets static/node_modules tests/e2e/node_modules tests/clients/node_modules
