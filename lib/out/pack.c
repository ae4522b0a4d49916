/* Workbooks are packed at zlib's fastest level: half the time, a sixth more bytes. The library asks for the
 * default and offers no other, but its call goes through the dynamic linker, which finds this function first
 * (the Makefile exports it). Where it does not, files are packed as the library wants. */
#include <dlfcn.h>
#include <stdbool.h>
#include <zlib.h>

typedef int (*init_fn)(z_streamp stream, int level, int method, int window_bits, int memory, int strategy,
		       const char *version, int size);

/* A zip file alone has neither zlib's nor gzip's head, which is what less than no window bits ask for. */
int deflateInit2_(z_streamp stream, int level, int method, int window_bits, int memory, int strategy,
		  const char *version, int size)
{
	init_fn zlib = (init_fn)dlsym(RTLD_NEXT, "deflateInit2_");
	if (zlib == NULL)
		return Z_VERSION_ERROR;
	bool is_zip = window_bits < 0 && level == Z_DEFAULT_COMPRESSION;
	return zlib(stream, is_zip ? Z_BEST_SPEED : level, method, window_bits, memory, strategy, version, size);
}
