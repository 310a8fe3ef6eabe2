# Every command is run by .venv's Python as a module: console scripts carry an absolute
# path in their first line, which is fragile where the checkout's path has a space.
SHELL := /bin/sh
PYTHON ?= python3.11
PY := .venv/bin/python

# uv installs no byte code; where Python may not keep what it compiles, every start is seconds
# slower.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help:
	@echo 'make run        start everything (PORT=8000); Ctrl-C stops it'
	@echo 'make test       all checks and tests;  make test ARGS="tests/x.py -q" runs pytest alone'
	@echo 'make test-fast  the same without the browser journeys'
	@echo 'make fmt        format the code'
	@echo 'make audit      known weaknesses in the locked packages (needs the internet)'
	@echo 'make lock       compile requirements.lock anew from pyproject.toml'
	@echo 'make kill-test  10,000 letters while senders and servers are killed (a quarter of an hour)'
	@echo 'make bench      what pages and registrations cost'
	@echo 'make bench-mail how soon mail leaves (eight minutes)'
	@echo 'make bench-agreements  the matrix of agreements for all of Sweden'
	@echo 'make bench-packet   a packet of 40 items and 600 pages'
	@echo 'make pictures   take the handbook'"'"'s pictures anew'

# The stamp holds the lock's checksum, so that switching branches back and forth is noticed
# (and only then costs anything). The folder is made anew if an earlier try broke off.
.PHONY: venv
venv:
	@sum=$$(cksum < requirements.lock); \
	if [ "$$(cat .venv/stamp 2>/dev/null)" != "$$sum" ] || [ ! -x $(PY) ]; then \
	  command -v $(PYTHON) >/dev/null || { echo 'Python 3.11 with venv is needed: apt-get install python3.11 python3.11-venv'; exit 1; }; \
	  [ -x $(PY) ] && $(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv || exit 1; \
	  $(PY) -m uv --version >/dev/null 2>&1 || $(PY) -m pip install -q --disable-pip-version-check uv || exit 1; \
	  $(PY) -m uv pip sync -q --require-hashes --python $(PY) requirements.lock || exit 1; \
	  echo "$$sum" > .venv/stamp; \
	fi

.PHONY: run
run: venv
	@exec $(PY) -m samverkan.run

.PHONY: test
test: venv
	@exec $(PY) -m samverkan.testing $(ARGS)

.PHONY: test-fast
test-fast: venv
	@exec $(PY) -m samverkan.testing --fast

.PHONY: fmt
fmt: venv
	@$(PY) -m ruff check -q --fix . ; $(PY) -m ruff format .

# Without --strict pip-audit passes also when it could audit nothing.
.PHONY: audit
audit: venv
	$(PY) -m pip_audit --strict --require-hashes --disable-pip -r requirements.lock

.PHONY: lock
lock:
	$(PY) -m uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements.lock

.PHONY: kill-test
kill-test: venv
	@$(PY) -m tests.kill

.PHONY: bench
bench: venv
	@$(PY) -m bench.measure

.PHONY: bench-mail
bench-mail: venv
	@$(PY) -m bench.mail

.PHONY: bench-agreements
bench-agreements: venv
	@$(PY) -m bench.agreements

.PHONY: bench-packet
bench-packet: venv
	@$(PY) -m bench.packet

# The pictures of the handbook and the README, as the journeys see the pages.
.PHONY: pictures
pictures: venv
	@SAMVERKAN_PICTURES=docs/handbok/bilder $(PY) -m samverkan.testing tests/journeys/test_agreements.py tests/journeys/test_at_the_samrad.py tests/journeys/test_attendance.py tests/journeys/test_in_writing.py tests/journeys/test_remiss.py tests/journeys/test_year.py -q
