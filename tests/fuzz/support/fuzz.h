/* What the fuzz targets share. A target is tests/fuzz/NAME.c: LLVMFuzzerTestOneInput(), which
 * reads the bytes and says by truth() what must hold of what was read, with a folder
 * tests/fuzz/corpus/NAME of a few small inputs and, where words help, tests/fuzz/NAME.dict.
 * The rest (Makefile, tests/fuzz.t, make fuzz) finds it by its name. One that makes inputs
 * of its own defines LLVMFuzzerCustomMutator(). What failed once goes into the corpus. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/store/stage.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t length, size_t room, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t length, size_t room);

/* Stops the program with the words unless it holds; the driver keeps the input. */
__attribute__((format(printf, 2, 3)))
void truth(bool holds, const char *words, ...);

/* A failure has a kind and words in UTF-8. err starts as { 0 }. */
void truth_error(const struct error *err);
void truth_utf8(const char *bytes, size_t length);

/* A file in memory, for what reads files by their path. */
struct fuzz_file {
	int fd;
	char path[32];
};
struct fuzz_file fuzz_file_new(const void *bytes, size_t length);
void fuzz_file_done(struct fuzz_file *file);
#define scoped_fuzz_file __attribute__((cleanup(fuzz_file_done)))

/* Rows as lines that compare: "5:words" or "~" for each value. */
void fuzz_put_row(struct text *rows, const struct stage_value *values, size_t count);
bool fuzz_same(const struct text *a, const struct text *b);

/* Every request of libcurl to this machine is answered by these bytes, borrowed: an answer
 * beginning with "HTTP/" as it is, any other as the JSON of status 200. */
void wire_answer(const uint8_t *bytes, size_t length);

#endif
