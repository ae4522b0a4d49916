#include "tests/demo/chance.h"

/* splitmix64, public domain */
static uint64_t mix(uint64_t x)
{
	x += 0x9E3779B97F4A7C15u;
	x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
	x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
	return x ^ (x >> 31);
}

int chance_number(struct chance chance, int what, int64_t index, int below)
{
	uint64_t x = mix(mix(mix(chance.seed) ^ (chance.salt * 1000 + (uint64_t)what)) ^ (uint64_t)index);
	return (int)(x % (uint64_t)below);
}

bool chance_percent(struct chance chance, int what, int64_t index, int percent)
{
	return chance_number(chance, what, index, 100) < percent;
}
