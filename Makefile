# rcheck. `make` builds ./rcheck; `make demo` and `make test` install what is missing first.
CC ?= cc
PREFIX ?= /usr/local
BUILD ?= build

# Hardened where no flags of one's own are given: HARDENING= leaves it out.
ifndef CFLAGS
HARDENING ?= -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection -fPIE
CFLAGS = -O2 -g $(HARDENING)
LDFLAGS += $(if $(HARDENING),-pie -Wl$(comma)-z$(comma)relro -Wl$(comma)-z$(comma)now -Wl$(comma)-z$(comma)noexecstack)
endif
comma = ,

WARNINGS = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Wundef \
	-Wformat=2 -Wvla -Wcast-qual
override CPPFLAGS += -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 -Ichecker
override CFLAGS += -std=c17 -pthread $(WARNINGS) $(if $(WERROR),-Werror)
LIBS = -lpcre2-8 -lyaml -pthread

# Jansson reads the documents of --pipe; without its header the rest is built.
ifeq ($(shell printf '\043include <jansson.h>\n' | $(CC) -E -x c - >/dev/null 2>&1 && echo yes),yes)
override CPPFLAGS += -DHAVE_JANSSON
LIBS += -ljansson
endif

PREPARE = checker/rule/prepare.c
SOURCES = $(filter-out $(PREPARE),$(wildcard checker/*.c checker/*/*.c))
LOADER = $(SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/builtin_rules.o $(BUILD)/messages.o \
	$(BUILD)/html_page.o
OBJECTS = $(LOADER) $(BUILD)/prepared_rules.o
PARTS = $(filter-out $(BUILD)/checker/main.o,$(OBJECTS))
LIBRARY = $(BUILD)/librcheck.a
PACKS = $(shell find rules -name '*.yaml' ! -path 'rules/messages/*' | LC_ALL=C sort)
MESSAGES = checker/message/ids.def $(sort $(wildcard rules/messages/*.yaml))
FUZZED ?= $(patsubst tests/fuzz/%.c,%,$(filter-out %/replay.c,$(wildcard tests/fuzz/*.c)))
REPLAYS = $(FUZZED:%=$(BUILD)/replay_%)
TESTS = $(patsubst tests/unit/%.c,$(BUILD)/%,$(wildcard tests/unit/test_*.c))

.PHONY: all setup demo test test-san headers layers lint format golden bench seeds install uninstall clean

all: rcheck

rcheck: $(OBJECTS)
	@echo "  LINK $@"
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(LIBRARY): $(PARTS)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

# Commands are printed with V=1.
Q = $(if $(V),,@)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  CC   $<"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/builtin_rules.c: $(PACKS) rules/schema.json rules/config-schema.json checker/rule/embed.sh
	@mkdir -p $(@D)
	@echo "  PACK rules"
	$(Q)sh checker/rule/embed.sh rules > $@.new && mv $@.new $@

$(BUILD)/html_page.c: checker/report/html_page.css checker/report/html_page.js checker/report/embed.sh
	@mkdir -p $(@D)
	@echo "  PACK page"
	$(Q)sh checker/report/embed.sh checker/report > $@.new && mv $@.new $@

$(BUILD)/builtin_rules.o $(BUILD)/html_page.o $(BUILD)/prepared_rules.o: %.o: %.c
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# The built-in rules as tables: a program of the same sources reads the packs and prints them.
$(BUILD)/loader.a: $(filter-out $(BUILD)/checker/main.o,$(LOADER))
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

$(BUILD)/prepare: $(BUILD)/$(PREPARE:.c=.o) $(BUILD)/loader.a
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/prepared_rules.c: $(BUILD)/prepare
	@echo "  PREPARE rules"
	$(Q)$(BUILD)/prepare > $@.new && mv $@.new $@

$(BUILD)/messages.c: $(MESSAGES) checker/message/embed.sh
	@mkdir -p $(@D)
	@echo "  PACK rules/messages"
	$(Q)sh checker/message/embed.sh $(MESSAGES) > $@.new && mv $@.new $@

$(BUILD)/messages.o: $(BUILD)/messages.c
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/test_%: tests/unit/test_%.c $(LIBRARY)
	@echo "  TEST $<"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS) -lcmocka

# What is missing on this machine is installed, or named with the way to get it.
setup:
	@sh tests/setup.sh

demo: setup
	@$(MAKE) --no-print-directory rcheck
	@sh tests/demo.sh

test: setup
	@$(MAKE) --no-print-directory rcheck $(TESTS) $(REPLAYS) $(BUILD)/exhaust
	@sh tests/run.sh ./rcheck $(BUILD)

# The same suite, rebuilt so that each piece of a region is an allocation of its own.
test-san: setup
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/san CFLAGS="-O1 -g -fsanitize=address,undefined \
		-fno-sanitize-recover=all -fno-omit-frame-pointer -DARENA_MALLOC_EACH" san-suite

.PHONY: san-suite
san-suite: $(BUILD)/rcheck $(TESTS) $(REPLAYS) $(BUILD)/exhaust
	@sh tests/run.sh $(BUILD)/rcheck $(BUILD)

$(BUILD)/rcheck: $(OBJECTS)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# Many reports at a time under the thread sanitizer.
THREAD_OPTIONS = halt_on_error=1 exitcode=66 suppressions=$(CURDIR)/tests/threads.supp

.PHONY: test-threads
test-threads: setup
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/threads CFLAGS="-O1 -g -fsanitize=thread" $(BUILD)/threads/rcheck
	@TSAN_OPTIONS="$(THREAD_OPTIONS)" sh tests/threads.sh $(BUILD)/threads/rcheck
	@TSAN_OPTIONS="$(THREAD_OPTIONS)" sh tests/pipe.sh $(BUILD)/threads/rcheck

# The recipes for many documents, with GNU parallel, xargs and PostgreSQL.
.PHONY: test-scale
test-scale: setup
	@sh tests/scale/setup.sh
	@$(MAKE) --no-print-directory rcheck
	@bash tests/scale/check.sh ./rcheck

# Every output format through a reader or schema of its own, the GitHub action and the hooks; needs more than the rest.
PYTHON ?= /usr/bin/python3

.PHONY: test-outputs
test-outputs: setup
	@PYTHON=$(PYTHON) BUILD=$(BUILD) sh tests/outputs/setup.sh
	@$(MAKE) --no-print-directory rcheck
	@$(PYTHON) -B tests/outputs/rules.py
	@$(PYTHON) -B tests/outputs/check.py ./rcheck
	@$(PYTHON) -B tests/outputs/page.py ./rcheck $(BUILD)/outputs/axe.min.js
	@$(PYTHON) -B tests/outputs/integrations.py
	@$(PYTHON) -B tests/oracle/oracle.py ./rcheck 8400

headers:
	@sh tests/lint/headers.sh "$(CC) $(CPPFLAGS) $(CFLAGS)"

layers:
	@sh tests/lint/layers.sh

lint: headers layers
	@clang-format --dry-run -Werror $(SOURCES) $(wildcard checker/*.h checker/*/*.h tests/unit/*.c tests/mutation/*.c tests/fuzz/*.[ch] tests/memory/*.c)

format:
	@clang-format -i $(SOURCES) $(wildcard checker/*.h checker/*/*.h tests/unit/*.c tests/mutation/*.c tests/fuzz/*.[ch] tests/memory/*.c)

# What strangers send, small and large.
.PHONY: hostile
hostile: rcheck
	@sh tests/hostile/run.sh ./rcheck all

golden: rcheck
	@sh tests/golden/run.sh ./rcheck --update $(NAME)

# How many figures of agreeing claims, changed, are found: in the reports beside the checkout, else in fixtures.
MUTATED = $(or $(wildcard ../shared/corpus/*/*.txt),fixtures/clean.txt fixtures/prose.txt)
.PHONY: mutation
mutation: $(BUILD)/mutate
	@$(BUILD)/mutate $(if $(LIST),--list) $(if $(SEED),--seed $(SEED)) $(MUTATED)

$(BUILD)/mutate: tests/mutation/mutate.c $(LIBRARY)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# Which lines of checker/ the suite runs; fails below 95 %.
.PHONY: coverage
coverage: setup
	@find $(BUILD)/coverage -name '*.gcda' -delete 2>/dev/null || true
	@mkdir -p $(BUILD)
	@# What counts the lines allocates and writes, too: where memory or disk is taken away the suite fails, not the program.
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/coverage CFLAGS="-O0 -g --coverage -fprofile-update=atomic" san-suite \
		>$(BUILD)/coverage.log 2>&1 || true
	@sh tests/coverage.sh $(BUILD)/coverage

# cppcheck, gcc -fanalyzer and clang-tidy.
.PHONY: analyze
analyze:
	@sh tests/analyze.sh

# Verdicts against exact arithmetic of another program: `make oracle CLAIMS=1000000`.
CLAIMS ?= 42000
SEED ?= 1
.PHONY: oracle
oracle: rcheck
	@$(PYTHON) -B tests/oracle/oracle.py ./rcheck $(CLAIMS) $(SEED)

# Every allocation may fail, those of libraries too: so they are linked statically. `make test` tries some; this target tries
# SAMPLE of each command line, which takes minutes: most have fewer. SAMPLE=0 tries all, for hours: with rules of one's own
# the packs are read, which takes 60,000 allocations, and that is done twice for each of them.
SAMPLE ?= 2500
WRAPPED = malloc calloc realloc strdup realpath fopen scandir
.PHONY: test-memory
test-memory: $(BUILD)/exhaust
	@sh tests/memory/run.sh $(BUILD)/exhaust $(SAMPLE)

$(BUILD)/exhaust: tests/memory/exhaust.c $(BUILD)/checker/main.o $(LIBRARY)
	@echo "  TEST $<"
	$(Q)objcopy --redefine-sym main=rcheck_main $(BUILD)/checker/main.o $(BUILD)/exhaust_main.o
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) $(WRAPPED:%=-Wl,--wrap=%) -o $@ $< $(BUILD)/exhaust_main.o $(LIBRARY) \
		-Wl,-Bstatic $(filter-out -ljansson,$(LIBS)) -Wl,-Bdynamic $(filter -ljansson,$(LIBS))

# Every format and verb under valgrind.
.PHONY: test-valgrind
test-valgrind: rcheck
	@sh tests/memory/valgrind.sh ./rcheck

# Fuzzing: `make fuzz SECONDS=600` lets libFuzzer (clang) try each target that long; FUZZED names some of them. What it
# finds is kept in build/fuzz/. `make test` gives the seeds to the same targets without clang.
SECONDS ?= 60
.PHONY: fuzz fuzz-targets
fuzz:
	@sh tests/fuzz/setup.sh
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/fuzz CC=clang CFLAGS="-O1 -g -DARENA_MALLOC_EACH -fno-omit-frame-pointer \
		-fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all" fuzz-targets
	@sh tests/fuzz/run.sh $(BUILD)/fuzz $(SECONDS) $(FUZZED)

fuzz-targets: $(FUZZED:%=$(BUILD)/fuzz_%)

$(BUILD)/fuzz_%: tests/fuzz/%.c tests/fuzz/fuzz.h $(LIBRARY)
	@echo "  FUZZ $<"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -fsanitize=fuzzer $(LDFLAGS) -o $@ $< $(LIBRARY) $(LIBS)

$(BUILD)/replay_%: tests/fuzz/%.c tests/fuzz/replay.c tests/fuzz/fuzz.h $(LIBRARY)
	@echo "  FUZZ $<"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< tests/fuzz/replay.c $(LIBRARY) $(LIBS)

# How many copies are found and how many unrelated pieces are taken for copies, by threshold.
DUPLICATED = $(or $(wildcard ../shared/corpus/*/*.txt),fixtures/prose.txt fixtures/clean.txt fixtures/demo.txt)
.PHONY: duplicates
duplicates: $(BUILD)/measure
	@$(BUILD)/measure $(if $(CHARACTERS),--characters $(CHARACTERS)) $(DUPLICATED)

$(BUILD)/measure: tests/duplicates/measure.c $(LIBRARY)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

bench: rcheck $(BUILD)/cost $(BUILD)/growth $(BUILD)/measure
	@bash tests/bench/run.sh $(BUILD)

$(BUILD)/cost $(BUILD)/growth: $(BUILD)/%: tests/bench/%.c
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $<

# Judges the material beside the checkout, where there is some.
seeds: rcheck
	@sh tests/seeds.sh

install: rcheck
	install -D -m 755 rcheck $(DESTDIR)$(PREFIX)/bin/rcheck

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/rcheck

clean:
	rm -rf $(BUILD) rcheck

-include $(OBJECTS:.o=.d) $(BUILD)/$(PREPARE:.c=.d)
