# Each target calls make.py, so that everything works without make too.
PYTHON ?= python3

.PHONY: setup run test suite bench lint lock
setup run test suite bench lint lock:
	@$(PYTHON) make.py $@
