/* Chance without state: the same seed, salt and index give the same number, so
 * what becomes of row N doesn't hang on how the rows before it were made. */
#ifndef DEMO_CHANCE_H
#define DEMO_CHANCE_H

#include <stdbool.h>
#include <stdint.h>

struct chance {
	uint64_t seed;
	uint64_t salt;   /* what is decided, by object */
};

/* 0 … below-1. */
int chance_number(struct chance chance, int what, int64_t index, int below);
bool chance_percent(struct chance chance, int what, int64_t index, int percent);

#endif
