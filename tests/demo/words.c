#include "tests/demo/words.h"

#define WORDS(...) ((const char *const[]){ __VA_ARGS__ })
#define LIST(...) { WORDS(__VA_ARGS__), sizeof WORDS(__VA_ARGS__) / sizeof(char *) }

static const struct {
	const char *const *word;
	size_t count;
} lists[] = {
	[WORD_FIRST] = LIST(
		"Adaora", "Bastian", "Carmela", "Dilip", "Eilidh", "Fausto", "Greta", "Hamza",
		"Ilse", "Jovan", "Keziah", "Lorcan", "Mireille", "Nanami", "Oskar", "Priya",
		"Quentin", "Rosalía", "Søren", "Tamsin", "Ulises", "Vesna", "Wanjiru", "Xiomara",
		"Yusuf", "Zofia", "Anouk", "Björn", "Chiara", "Darragh", "Esperanza", "Finlay",
		"Ginevra", "Håkon", "Imogen", "Jarek", "Kalani", "Léonie", "Mateus", "Noor",
		"Ottilie", "Pavel", "Renske", "Siobhán", "Thandiwe", "Uma", "Viggo"),
	[WORD_LAST] = LIST(
		"Abernoth", "Brindlemoor", "Castellanova", "Dvořáček", "Ekwensi", "Fairweathers",
		"Grünwaldt", "Hallorane", "Ibarretxe", "Jørgenstad", "Kowalewicz", "Lindqvistson",
		"Montefalcone", "Nakagawara", "O'Brannagh", "Pemberwick", "Quillfeather",
		"Rasmusdottir", "St. Aubrey", "Tolliverson", "Uzodimma", "Vantongeren",
		"Whitlocke", "Xanthakos", "Yarborough-Finch", "Zieliński-Nowak", "Ashgrovely",
		"Bellwethers", "Crumhornby", "D'Alessandrini", "Elderkamp", "Featheringay",
		"Goldspinner", "Hawthornell", "Inverlochy", "Jessopside", "Kingsmarsh",
		"Larkenfeld", "Merriwinkle", "Nightwarbler", "Oakenshawe", "Pottlesworth",
		"Ravensbourne-Li"),
	[WORD_COMPANY] = LIST(
		"Amberlyn", "Brightmoor", "Cobaltine", "Driftwood & Vale", "Evenpeak",
		"Fernhollow", "Glasswing", "Harrowgate", "Ironbark", "Juniperus", "Kestrelway",
		"Lumenfold", "Maplestride", "Northquill", "Oystercatch", "Pinnacrest",
		"Quartzholm", "Riverstone", "Saltmarsh", "Tidewrought", "Umberline", "Violetta",
		"Wrenfield", "Xylonic", "Yellowtail", "Zephyrine", "Ålesundia", "Błękitna",
		"Crème de la Code", "Falkonfjord"),
	[WORD_TRADE] = LIST(
		"Analytics", "Biotech", "Cloudworks", "Devices", "Energy", "Foods", "Games",
		"Health", "Instruments", "Journeys", "Kinetics", "Logistics", "Mobility",
		"Networks", "Optics", "Payments", "Robotics", "Security", "Textiles", "Utilities"),
	[WORD_LEGAL] = LIST(
		"Inc.", "LLC", "Ltd", "GmbH", "AG", "Corp.", "S.A.", "B.V."),
	[WORD_STREET] = LIST(
		"Alder Lane", "Birchwood Road", "Cannery Row West", "Dockside Avenue",
		"Elmcrest Street", "Foundry Square", "Granary Way", "Harbour Steps", "Ivy Court",
		"Junction Boulevard"),
	[WORD_INDUSTRY] = LIST(
		"Technology", "Healthcare", "Banking", "Retail", "Energy", "Education",
		"Manufacturing", "Telecommunications", "Media", "Transportation"),
	[WORD_TITLE] = LIST(
		"Head of IT Operations", "Client Platform Engineer", "CISO",
		"Director of Security", "VP Infrastructure", "IT Manager", "Endpoint Engineer",
		"Procurement Lead", "Staff Security Engineer", "CTO"),
	[WORD_TOPIC] = LIST(
		"device inventory", "pricing", "your rollout, phase 2", "the security review",
		"osquery at scale", "the \"fast lane\" pilot", "next week", "a short demo",
		"compliance reporting", "your Linux fleet", "renewal terms",
		"the proof of concept"),
	[WORD_CHORE] = LIST(
		"Prepare deck", "Update forecast", "Ask legal about redlines",
		"Research org chart", "Clean up contacts", "Write account plan",
		"Book travel, hotel", "Review usage figures"),
	[WORD_MEETING] = LIST(
		"Discovery", "Demo", "Technical deep dive", "Proof of concept kickoff",
		"Commercial review", "Quarterly check-in", "Onboarding"),
};

const char *words_pick(enum word kind, size_t index)
{
	return lists[kind].word[index % lists[kind].count];
}

size_t words_count(enum word kind)
{
	return lists[kind].count;
}

const struct place *words_place(size_t index)
{
	static const struct place places[] = {
		{ "San Francisco", "CA", "94107", "United States" }, { "Austin", "TX", "78701",
		"United States" },
		{ "Boston", "MA", "02110", "United States" }, { "Denver", "CO", "80202",
		"United States" },
		{ "Chicago", "IL", "60606", "United States" }, { "Atlanta", "GA", "30303",
		"United States" },
		{ "Toronto", "ON", "M5V 2T6", "Canada" }, { "London", "", "EC2A 4NE",
		"United Kingdom" },
		{ "München", "", "80331", "Germany" }, { "Amsterdam", "", "1012 AB", "Netherlands" },
		{ "Zürich", "", "8001", "Switzerland" }, { "Łódź", "", "90-001", "Poland" },
	};
	return &places[index % (sizeof places / sizeof *places)];
}
