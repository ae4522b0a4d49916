/* What a piece of code writes on standard error. */
#ifndef TESTS_CAPTURE_H
#define TESTS_CAPTURE_H

struct capture {
	int saved;
	int file;
};

struct capture capture_begin(void);
char *capture_end(struct capture capture);   /* new */

#endif
