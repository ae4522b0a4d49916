#include "lib/crm/answer.h"

#include <stdio.h>
#include <stdlib.h>

const char *answer_text(const json_t *json, const char *key)
{
	const char *value = json_string_value(json_object_get(json, key));
	return value ? value : "";
}

void answer_real(double number, struct text *ret)
{
	char bytes[40];
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(bytes, sizeof bytes, "%.*g", digits, number);
		if (strtod(bytes, NULL) == number)
			break;
	}
	text_put(ret, bytes);
}
