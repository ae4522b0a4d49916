/* demo-org: writes the export of one invented organisation, and beside it
 * planted.json: how many findings of each check were planted. */
#include "lib/base/scope.h"
#include "tests/demo/write.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <sys/stat.h>

struct options {
	const char *out;
	uint64_t seed;
	int as_of_day, scale;
};

static const char usage[] = "usage: demo-org --out DIR [--seed 42] [--as-of 2026-06-30] [--scale 1]\n";

bool write_planted(const struct world *world, const char *folder, struct error *err)
{
	static const char *const names[CHECK_COUNT] = {
		"outreach-person", "outreach-account", "outreach-same-day", "outreach-no-reply",
		"rep-quiet", "activity-unlinked", "account-missing-fields", "opportunity-stale",
		"close-date-past",
	};
	scoped_free char *path = string_format("%s/planted.json", folder);
	scoped_file FILE *file = fopen(path, "w");
	if (file == NULL)
		return error_set(err, ERROR_CREATE, "%s: %m", path);
	for (int i = 0; i < CHECK_COUNT; i++)
		fprintf(file, "%s\"%s\": {\"warn\": %d, \"fail\": %d}", i ? ",\n " : "{", names[i],
			world->planted[i].warn, world->planted[i].fail);
	fputs("}\n", file);
	return fflush(file) == 0 ? true : error_set(err, ERROR_WRITE, "%s: %m", path);
}

static bool write_world(struct world *world, const char *folder, struct error *err)
{
	return write_people(world, folder, err) && write_accounts(world, folder, err)
		&& write_deals(world, folder, err)
		&& write_activities(world, folder, err) && write_messages(world, folder, err)
		&& write_around(world, folder, err) && write_planted(world, folder, err)
		&& write_fields(folder, err);
}

static bool run(const struct options *options, struct error *err)
{
	if (mkdir(options->out, 0777) != 0 && errno != EEXIST)
		return error_set(err, ERROR_CREATE, "%s: %m", options->out);
	struct world world;
	world_init(&world, options->seed, options->as_of_day, options->scale);
	add_people(&world);
	plant_outreach(&world);
	plant_stale(&world);
	add_opportunities(&world);
	plant_fields(&world);
	add_traffic(&world);
	bool good = write_world(&world, options->out, err);
	world_done(&world);
	return good;
}

static bool read_options(int argc, char **argv, struct options *options)
{
	static const struct option names[] = {
		{ "out", 1, NULL, 'o' }, { "seed", 1, NULL, 's' }, { "as-of", 1, NULL, 'a' },
		{ "scale", 1, NULL, 'n' },
		{ NULL, 0, NULL, 0 },
	};
	if (!calendar_read_day("2026-06-30", &options->as_of_day))
		return false;
	for (int option; (option = getopt_long(argc, argv, "", names, NULL)) != -1;) {
		switch (option) {
		case 'o': options->out = optarg; break;
		case 's': options->seed = strtoull(optarg, NULL, 10); break;
		case 'n': options->scale = atoi(optarg); break;
		case 'a':
			if (!calendar_read_day(optarg, &options->as_of_day))
				return false;
			break;
		default: return false;
		}
	}
	return options->out && optind == argc && options->scale >= 1 && options->scale <= 1000;
}

int main(int argc, char **argv)
{
	struct options options = { .seed = 42, .scale = 1 };
	if (!read_options(argc, argv, &options)) {
		fputs(usage, stderr);
		return 64;
	}
	struct error err = { 0 };
	if (run(&options, &err))
		return 0;
	fprintf(stderr, "demo-org: %s\n", err.text);
	return error_status(err.kind);
}
