/* Every limit of the program, with its reason. Each has a test. */
#ifndef RCHECK_BASE_LIMITS_H
#define RCHECK_BASE_LIMITS_H

enum limits {
	LIMIT_FILE_BYTES = 1 << 30,   /* offsets of places are kept in 32 bits */
	LIMIT_REPORT_BYTES = 1 << 28, /* of a report where --max-size says nothing: 500 books */
	LIMIT_NUMERAL_DIGITS = 30,    /* longer runs of digits are identifiers and would not fit 128 bits */
	LIMIT_BRACKET_DEPTH = 16,     /* deeper brackets are damage, not structure */
	LIMIT_YAML_BYTES = 1 << 24,   /* of a file of rules or settings; a thousand rules need 1 MiB */
	LIMIT_PIPE_WAIT = 3000,       /* milliseconds until a named pipe without a writer is given up */
	LIMIT_YAML_DEPTH = 32,        /* rule files need 5 */
	LIMIT_EXPRESSION_DEPTH = 32,  /* nested parentheses in a check */
	LIMIT_GROUP_DEPTH = 32,       /* groups within groups of one phrasing */
	LIMIT_SLIPS = 300,          /* findings of one report for which a slip is looked for: thousands are no slips */
	LIMIT_SLIPPED = 1000,       /* doubts of one report that only a slip would let stand */
	LIMIT_HOLES = 24,           /* holes in one phrasing */
	LIMIT_DIMENSIONS = 250,     /* kinds of units a skeleton can tell apart */
	LIMIT_LIST_ITEMS = 400,     /* members of one list of figures or names */
	LIMIT_MATCH_STEPS = 200000, /* PCRE2 match limit for one passage */
	LIMIT_MATCH_KIB = 8192,     /* PCRE2 heap limit for one passage, in KiB */
	LIMIT_MATCHES_PER_PASSAGE = 256, /* bindings one phrasing may find in one passage */
	LIMIT_PASSAGE_BYTES = 1 << 14,   /* longer sentences end at a comma, passages of paragraphs at a sentence */
	LIMIT_JOBS = 1024,               /* reports checked at a time */
	LIMIT_CONFIG_DEPTH = 16,         /* files that extend one another */
	LIMIT_DIRECTORY_DEPTH = 64,      /* folders inside folders */
	LIMIT_FOLDER_LINKS = 16          /* links that lead to one folder and are followed */
};

#endif
