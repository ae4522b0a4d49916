/* Scope owns: a variable marked scoped_… is released when its scope ends.
 * Initialise at the declaration, declare in the order of acquisition, and hand
 * a value out of the scope with steal() alone. Modules add a scoped_… for their
 * own types beside the type, by SCOPED(). */
#ifndef BASE_SCOPE_H
#define BASE_SCOPE_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Gives the value out and leaves the owner empty. */
#define steal(owner)                          \
	({                                    \
		__auto_type given_ = (owner); \
		(owner) = NULL;               \
		given_;                       \
	})

/* Defines the cleanup function of a pointer type: SCOPED(db, struct db *, db_close)
 * then  #define scoped_db __attribute__((cleanup(scope_db))). */
#define SCOPED(name, type, release)                                            \
	__attribute__((unused)) static inline void scope_##name(type *pointer) \
	{                                                                      \
		if (*pointer)                                                  \
			release(*pointer);                                     \
	}

__attribute__((unused)) static inline void scope_free(void *pointer)
{
	free(*(void **)pointer);
}
#define scoped_free __attribute__((cleanup(scope_free)))

SCOPED(file, FILE *, fclose)
#define scoped_file __attribute__((cleanup(scope_file)))

__attribute__((unused)) static inline void scope_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}
#define scoped_fd __attribute__((cleanup(scope_fd)))

#endif
