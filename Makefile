# crmaudit. `make` builds, `make demo` shows, `make test` proves; the README has the rest.
VERSION  = 0.1.0
DATE     = 2026-11-23
BUILD   ?= build
CC       = gcc
WARN     = -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wwrite-strings \
           -Wcast-qual -Wundef -Wformat=2 -Wno-format-nonliteral
FORTIFY ?= 2
CFLAGS  ?= -O2 -g
CPPFLAGS = -I. -I$(BUILD) -I/usr/include/postgresql -D_GNU_SOURCE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=$(FORTIFY) -DCRMAUDIT_VERSION='"$(VERSION)"' -DCRMAUDIT_DATE='"$(DATE)"'
LIBS     = -lpq -lxlsxwriter -ljansson -lcurl -linih -ljwt -lcsv -lical -lzip -lexpat -lcrypto -lm
# lib/out/pack.c
EXPORT   = -Wl,--export-dynamic-symbol=deflateInit2_
LDFLAGS ?= -Wl,-z,relro,-z,now
TEST_LIBS = -lcmocka -lmicrohttpd -lz
PACKAGES = gcc libc6-dev make libpq-dev libxlsxwriter-dev libjansson-dev libcurl4-openssl-dev libinih-dev libjwt-dev \
           libcsv-dev libical-dev libzip-dev libexpat1-dev libcmocka-dev libmicrohttpd-dev libssl-dev zlib1g-dev postgresql-15 perl openssl curl \
           python3 python3-openpyxl tzdata procps unzip valgrind
# half a gigabyte, for the round trip of a workbook alone
TEST_PACKAGES = libreoffice-calc python3-aiosmtpd

SQL     := $(sort $(wildcard sql/*/*.sql))
objects  = $(patsubst %.c,$(BUILD)/%.o,$(wildcard $(1)))
LIB     := $(call objects,lib/*/*.c reports/*.c) $(BUILD)/sql.o
UNITS   := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/*_test.c))
FUZZERS := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/fuzz/*.c))
# the longest first, so that both workers end together
LONGEST  = bulk complete bad_input upgrade kill send rest health life organisations resume_kill soak retention whole leave night \
           forget cage install checks
SCRIPTS := $(filter $(wildcard tests/*.t),$(LONGEST:%=tests/%.t))
SCRIPTS += $(filter-out $(SCRIPTS),$(sort $(wildcard tests/*.t)))
# what the sanitizers would see twice: SQL proved by psql alone, a program that is killed, what
# is packed, and nights whose C the other scripts run
PLAIN    = calendar checks coaching derive evidence install kill ledger merge peer recount resume_kill soak upgrade whole
PROGRAMS = $(BUILD)/crmaudit $(BUILD)/standin $(BUILD)/demo-org
BENCHES  = $(patsubst %,$(BUILD)/bench/%,tasks server organisation books books-bare)

all: $(BUILD)/crmaudit

$(BUILD)/crmaudit: $(call objects,jobs/*.c) $(LIB)
$(BUILD)/standin: $(call objects,tests/standin/*.c) $(LIB)
$(BUILD)/demo-org: $(call objects,tests/demo/*.c) $(LIB)
$(UNITS): $(BUILD)/tests/%: $(BUILD)/tests/%.o $(call objects,tests/support/*.c) $(LIB)
$(FUZZERS): $(BUILD)/tests/fuzz/%: $(BUILD)/tests/fuzz/%.o $(call objects,tests/fuzz/support/*.c) $(BUILD)/tests/support/pages.o $(LIB)
$(BUILD)/bench/tasks: $(BUILD)/bench/tasks.o $(BUILD)/bench/row.o
$(BUILD)/bench/server: $(BUILD)/bench/server.o $(LIB)
$(BUILD)/bench/books: $(BUILD)/bench/books.o $(filter-out $(BUILD)/sql.o,$(LIB)) $(BUILD)/bench/sql.o
# as the library packs by itself
$(BUILD)/bench/books-bare: $(BUILD)/bench/books.o $(filter-out $(BUILD)/sql.o $(BUILD)/lib/out/pack.o,$(LIB)) $(BUILD)/bench/sql.o
$(BUILD)/bench/books-bare: EXPORT =
$(BUILD)/bench/organisation: $(patsubst %,$(BUILD)/bench/%.o,organisation facts people deals activities row)
$(PROGRAMS) $(UNITS) $(FUZZERS) $(BENCHES):
	@echo "  ld $@"
	@$(CC) $(CFLAGS) $(EXPORT) $(LDFLAGS) -o $@ $^ $(LIBS) $(if $(filter %/crmaudit,$@),,$(TEST_LIBS))

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  cc $<"
	@$(CC) -std=gnu17 $(WARN) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/sql.o $(BUILD)/bench/sql.o: %.o: %.c
	@$(CC) -std=gnu17 -Wno-overlength-strings $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# the folders are prerequisites so that deleting a file rebuilds too
$(BUILD)/sql.c: sql/embed.awk $(SQL) $(sort $(dir $(SQL)))
	@mkdir -p $(@D)
	@awk -f sql/embed.awk $(SQL) > $@.new && mv $@.new $@

# the bench's own queries beside ours
BENCH_SQL := $(sort $(wildcard bench/sql/*/*.sql))
$(BUILD)/bench/sql.c: sql/embed.awk $(SQL) $(BENCH_SQL)
	@mkdir -p $(@D)
	@awk -f sql/embed.awk $(SQL) $(BENCH_SQL) > $@.new && mv $@.new $@

# Debian packages alone; sudo when not root
deps:
	@missing=$$(for p in $(PACKAGES); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done); \
	if [ -n "$$missing" ]; then \
	  sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$sudo apt-get update -q && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -q --no-install-recommends $$missing; \
	fi

demo: deps
	@$(MAKE) --no-print-directory -j2 $(PROGRAMS)
	@tests/demo/run.sh $(BUILD)

# what the sheets look like: build/pictures/*.png, of every sheet on paper and on screen
pictures: deps
	@$(MAKE) --no-print-directory deps PACKAGES='$(TEST_PACKAGES) fonts-crosextra-carlito poppler-utils python3-openpyxl'
	@$(MAKE) --no-print-directory -j2 $(PROGRAMS)
	@tests/support/pictures.sh $(BUILD)

test-deps:
	@$(MAKE) --no-print-directory deps PACKAGES='$(PACKAGES) $(TEST_PACKAGES)'

# a whole mail server; installed it would start, and on the mail's own port
CHASQUID = $(BUILD)/chasquid/usr/bin/chasquid
$(CHASQUID):
	@rm -rf $(BUILD)/chasquid && mkdir -p $(BUILD)/chasquid/package
	@cd $(BUILD)/chasquid/package && { apt-get download -qq chasquid 2>/dev/null || \
	  { sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); $$sudo apt-get update -q && apt-get download -qq chasquid; }; }
	@dpkg-deb -x $(BUILD)/chasquid/package/*.deb $(BUILD)/chasquid && rm -r $(BUILD)/chasquid/package

test: test-deps deb-deps layers $(CHASQUID)
	@$(MAKE) --no-print-directory -j2 $(PROGRAMS) $(UNITS) $(FUZZERS) $(BUILD)/bench/organisation
	@BUILD=$(BUILD) CMOCKA_MESSAGE_OUTPUT=TAP prove -j3 --timer -e '' $(UNITS) $(SCRIPTS)

# sql/checks/README.md, from the headers of the checks
catalogue: $(BUILD)/crmaudit
	@$(BUILD)/crmaudit -q -c /dev/null check --list --format md > $(BUILD)/checks.md
	@cp $(BUILD)/checks.md sql/checks/README.md

SANITIZED = FORTIFY=0 CFLAGS='-O1 -g -fno-omit-frame-pointer -Wno-format-truncation -Wno-stringop-overread \
            -Wno-format-overflow -fsanitize=address,undefined -fno-sanitize-recover=all'
sanitize: deps
	@$(MAKE) --no-print-directory test BUILD=$(BUILD)/sanitize $(SANITIZED) SCRIPTS='$(filter-out $(PLAIN:%=tests/%.t),$(SCRIPTS))'

# what reads foreign bytes, on bytes that nobody thought of: by libFuzzer, all targets in
# FUZZ_SECONDS together. Debian's clang takes 600 MB: `make test` makes do with a driver of ours
FUZZ_SECONDS ?= 60
FUZZ_PACKAGES = clang-14 libclang-rt-14-dev
FUZZED = CC=clang-14 WARN= FORTIFY=0 LDFLAGS=-fsanitize=fuzzer \
         CFLAGS='-O1 -g -fno-omit-frame-pointer -DLIBFUZZER -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all'
fuzz:
	@$(MAKE) --no-print-directory deps PACKAGES='$(PACKAGES) $(FUZZ_PACKAGES)'
	@$(MAKE) --no-print-directory -j2 BUILD=$(BUILD)/fuzz $(FUZZED) $(patsubst $(BUILD)/%,$(BUILD)/fuzz/%,$(FUZZERS))
	@tests/fuzz/run.sh $(BUILD)/fuzz $(FUZZ_SECONDS)

# the unit tests under valgrind
VALGRIND = valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite
valgrind: deps
	@$(MAKE) --no-print-directory -j2 $(UNITS)
	@BUILD=$(BUILD) CMOCKA_MESSAGE_OUTPUT=TAP prove -j2 --timer -e '$(VALGRIND)' $(UNITS)

# nights of faults against the stand-in CRM, minutes long: NIGHTS=, SEED=
NIGHTS ?= 200
SEED   ?= 1
torture: deps
	@$(MAKE) --no-print-directory -j2 $(PROGRAMS)
	@tests/torture.py --build $(BUILD) --nights $(NIGHTS) --seed $(SEED)

# nights on end, a day apart, an hour long: nothing may grow but the data. SOAK_NIGHTS=, SEED=
SOAK_NIGHTS ?= 300
soak: deps
	@$(MAKE) --no-print-directory -j2 $(PROGRAMS)
	@tests/soak.py --build $(BUILD) --nights $(SOAK_NIGHTS) --seed $(SEED)

# changes in the SQL of checks and of what they lean on that no case of tests/checks notices
mutate: deps
	@tests/mutate.sh

# includes point downwards: jobs, reports, lib
layers:
	@! grep -nE '#include "(jobs|reports|tests)/' lib/*/*.[ch]
	@! grep -nE '#include "(jobs|tests)/' reports/*.[ch]
	@! grep -nE '#include "lib/(store|crm|audit|out)/' lib/base/*.[ch]
	@! grep -nE '#include "lib/(crm|audit|out)/' lib/store/*.[ch]
	@! grep -nE '#include "lib/(crm|audit)/' lib/out/*.[ch]

# how fast, as ratios of what psql's \copy takes; bench/README.md says what it measured
BENCH_PACKAGES = python3-psycopg2 python3-pandas python3-xlsxwriter pgloader
PARTS   ?= load,checks,workbooks
comma   := ,
bench: deps
	@$(MAKE) --no-print-directory -j2 $(BUILD)/crmaudit $(BENCHES)
	@for part in $(subst $(comma), ,$(PARTS)); do /usr/bin/python3 bench/$$part.py $(BUILD) || exit; done

# the peers that the bench compares with
bench-deps:
	@$(MAKE) --no-print-directory deps PACKAGES='$(BENCH_PACKAGES)'

# Everything but /etc: what is there is the operator's. PREFIX=, DESTDIR=, UNITS_DIR=.
PREFIX    ?= /usr/local
UNITS_DIR ?= $(PREFIX)/lib/systemd/system
ROOT       = $(DESTDIR)$(PREFIX)
put        = sed 's|@bindir@|$(PREFIX)/bin|' $(1) | install -D -m 0644 /dev/stdin $(2)
install: $(BUILD)/crmaudit manual
	install -D -m 0755 $(BUILD)/crmaudit $(ROOT)/bin/crmaudit
	for page in $(BUILD)/man/*; do install -D -m 0644 $$page $(ROOT)/share/man/man$${page##*.}/$${page##*/} || exit; done
	for unit in etc/systemd/crmaudit*; do $(call put,$$unit,$(DESTDIR)$(UNITS_DIR)/$${unit##*/}) || exit; done
	install -D -m 0644 etc/systemd/sysusers.conf $(ROOT)/lib/sysusers.d/crmaudit.conf
	install -D -m 0644 etc/systemd/tmpfiles.conf $(ROOT)/lib/tmpfiles.d/crmaudit.conf
	install -D -m 0644 etc/completion.bash $(ROOT)/share/bash-completion/completions/crmaudit
	for guide in etc/*.md; do install -D -m 0644 $$guide $(ROOT)/share/doc/crmaudit/$${guide##*/} || exit; done
	install -D -m 0644 etc/crmaudit.ini $(ROOT)/share/doc/crmaudit/examples/crmaudit.ini
	$(call put,etc/crontab,$(ROOT)/share/doc/crmaudit/examples/crontab)

# pages for man, from the same tables as the help
manual: $(BUILD)/crmaudit
	@rm -rf $(BUILD)/man && mkdir -p $(BUILD)/man
	@$< --man > $(BUILD)/man/crmaudit.1
	@for job in $$($< --help | sed -n '/^jobs/,/^$$/s/^  \([a-z]*\) .*/\1/p'); do $< $$job --man > $(BUILD)/man/crmaudit-$$job.1 || exit; done
	@$< doctor --settings --format man > $(BUILD)/man/crmaudit.ini.5
	@$< -q -c /dev/null check --list --format man > $(BUILD)/man/crmaudit-checks.7

# build/deb/crmaudit_VERSION_ARCH.deb, the same bytes from the same sources
DEB_PACKAGES = debhelper lintian mandoc systemd
DEB = $(BUILD)/deb/crmaudit-$(VERSION)
LINTIAN ?= lintian --fail-on error,warning
deb: deps deb-deps $(BUILD)/crmaudit
	@rm -rf $(BUILD)/deb && mkdir -p $(DEB) && cp -r etc/debian $(DEB)/debian
	@printf 'crmaudit (%s) bookworm; urgency=medium\n\n  * Release of %s.\n\n -- %s  %s\n' $(VERSION) $(DATE) \
	  "$$(sed -n 's/^Maintainer: //p' etc/debian/control)" "$$(LC_ALL=C date -uR -d $(DATE))" > $(DEB)/debian/changelog
	@cd $(DEB) && TOP=$(CURDIR) BUILD=$(abspath $(BUILD)) SOURCE_DATE_EPOCH=$$(date -u -d $(DATE) +%s) \
	  dpkg-buildpackage -b -us -uc -d >$(abspath $(BUILD))/deb/log 2>&1 || { tail -20 ../log; exit 1; }
	@$(LINTIAN) $(BUILD)/deb/*.changes
	@ls $(BUILD)/deb/*.deb

deb-deps:
	@$(MAKE) --no-print-directory deps PACKAGES='$(DEB_PACKAGES)'

clean:
	rm -rf $(BUILD)

.PHONY: all deps demo pictures test catalogue sanitize fuzz torture soak valgrind layers bench bench-deps clean mutate install manual deb deb-deps test-deps
.SECONDARY:
-include $(shell find $(BUILD) -name '*.d' -type f 2>/dev/null)
