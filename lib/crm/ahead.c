#include "lib/crm/ahead.h"

#include <string.h>

static bool ask(struct rest *rest, const char *path, struct rest_answer *ret, struct error *err)
{
	const struct rest_call call = { .path = path, .text = true };
	return rest_send(rest, &call, ret, err);
}

static void *work(void *context)
{
	struct ahead *ahead = context;
	ahead->good = ask(ahead->rest, ahead->path, &ahead->answer, &ahead->err);
	return NULL;
}

void ahead_ask(struct ahead *ahead, const char *path)
{
	ahead_done(ahead);
	ahead->path = string_new(path);
	if (pthread_create(&ahead->thread, NULL, work, ahead) == 0)
		return;
	/* no thread to be had: asked when it is taken */
	free(ahead->path);
	ahead->path = NULL;
}

static void wait_for(struct ahead *ahead)
{
	pthread_join(ahead->thread, NULL);
	free(ahead->path);
	ahead->path = NULL;
}

bool ahead_take(struct ahead *ahead, const char *path, struct rest_answer *ret, struct error *err)
{
	if (ahead->path == NULL || strcmp(ahead->path, path) != 0) {
		ahead_done(ahead);
		return ask(ahead->rest, path, ret, err);
	}
	wait_for(ahead);
	if (!ahead->good) {
		*err = ahead->err;
		return false;
	}
	*ret = ahead->answer;
	ahead->answer = (struct rest_answer){ 0 };
	return true;
}

void ahead_done(struct ahead *ahead)
{
	if (ahead->path == NULL)
		return;
	wait_for(ahead);
	rest_answer_done(&ahead->answer);
}
