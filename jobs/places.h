/* The folders that runs write into and reviews are read from, below those of the
 * configuration, and which files in them grow old. */
#ifndef JOBS_PLACES_H
#define JOBS_PLACES_H

#include <stdbool.h>

struct place {
	const char *section, *below;        /* of its setting "folder" */
	bool ours;                          /* written anew by the next night; else handed in by people */
	const char *beginning, *endings;    /* of files that no night need write again; endings NULL: none */
};

extern const struct place places[];     /* ends with a NULL section */

#endif
