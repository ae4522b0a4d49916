/* How far the reading of one object has come, in a form that outlives the run, and
 * the windows of time that a long query is cut into. */
#ifndef CRM_PLACE_H
#define CRM_PLACE_H

#include "lib/crm/bulk.h"
#include "lib/crm/soql.h"

/* Instants are SOQL literals; "" is none. */
struct place {
	char base[128];                /* the mark that the reading was asked to begin with */
	char stamp[64];                /* the field that its bounds are about */
	bool whole;
	char mark[SOQL_INSTANT];       /* for the next pull */
	char since[SOQL_INSTANT];      /* what lies before is read */
	char until[SOQL_INSTANT];      /* where the window ends; "" where that is the end of all */
	char before[SOQL_INSTANT];     /* the end of all */
	char last_stamp[SOQL_INSTANT]; /* of the last row read in the window */
	char last_id[32];
	long width;                    /* of the window, in seconds; 0 where it was never cut */
	long long done;                /* rows before since */
	long long sent;                /* rows in all */
	struct bulk_place bulk;        /* job "": by REST */
};

/* The field's name is cut where it is too long: such a place fits no object. */
char *place_text(const struct place *place);   /* compact JSON. New. */
bool place_read(const char *text, struct place *ret);

/* Cuts what is left of the window in two and takes the first. false where that would
 * be shorter than the shortest, in seconds. now ends a window that has no end. */
bool place_halve(struct place *place, long shortest, time_t now);

/* On to the next window, twice as long. false where there is none. */
bool place_next(struct place *place, time_t now);

/* Where the window ends; borrowed. */
const char *place_end(const struct place *place);

#endif
