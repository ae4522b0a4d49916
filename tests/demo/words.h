/* Invented names. Any likeness is chance. Borrowed; index may be any number. */
#ifndef DEMO_WORDS_H
#define DEMO_WORDS_H

#include <stddef.h>

enum word {
	WORD_FIRST, WORD_LAST, WORD_COMPANY, WORD_TRADE, WORD_LEGAL, WORD_STREET, WORD_INDUSTRY,
		WORD_TITLE, WORD_TOPIC,
	WORD_CHORE, WORD_MEETING,
};

const char *words_pick(enum word kind, size_t index);
size_t words_count(enum word kind);

struct place {
	const char *city, *state, *code, *country;   /* state is "" where the country has none */
};
const struct place *words_place(size_t index);

#endif
