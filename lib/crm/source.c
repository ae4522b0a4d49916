#include "lib/crm/source.h"

void source_free(struct source *source)
{
	if (source == NULL)
		return;
	if (source->close)
		source->close(source->self);
	free(source);
}
