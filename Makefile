# Each target calls make.py, so that all of it works without make too: python3 make.py run
PYTHON ?= python3

.PHONY: setup run test suite test-browser bench lint lock
setup run test suite test-browser bench lint lock:
	@$(PYTHON) make.py $@ $(ARGS)
