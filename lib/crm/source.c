#include "lib/crm/source.h"

void source_free(struct source *source)
{
	if (source == NULL)
		return;
	source->close(source->self);
	free(source);
}
