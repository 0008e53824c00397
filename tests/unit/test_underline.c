/* Quotations: what stands below a figure, and what is left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "report/underline.h"

enum { MOST = 40 };

/* «operand» and <stated> mark the quotation; what is written is returned, to be freed. */
static char *underline(const char *marked, size_t columns, int ambiguous, const struct underline_style *style)
{
	static const struct underline_style plain = {"", "", "", ""};
	const struct underline_layout layout = {
	    .indent = "  ", .columns = columns, .ambiguous = ambiguous, .style = style ? *style : plain};
	struct underline_mark marks[MOST];
	char bytes[2000], *written = NULL;
	size_t length = 0, count = 0, size = 0;
	FILE *out = open_memstream(&written, &size);

	assert_non_null(out);
	for (; *marked; marked++) {
		bool is_operand = strncmp(marked, "«", 2) == 0, is_end = strncmp(marked, "»", 2) == 0;

		assert_true(count < MOST && length < sizeof(bytes));
		if (is_operand || *marked == '<')
			marks[count] = (struct underline_mark){{length, length}, !is_operand};
		else if (is_end || *marked == '>')
			marks[count++].span.end = length;
		else
			bytes[length++] = *marked;
		marked += is_operand || is_end;
	}
	underline_write(bytes, length, marks, count, &layout, out);
	assert_int_equal(fclose(out), 0);
	return written;
}

static void figures_are_underlined(void **state)
{
	static const struct {
		const char *marked;
		int ambiguous;
		const char *written;
	} cases[] = {
	    {"", 2, ""},
	    {"no figure", 2, "  no figure\n"},
	    {"a «12» b <345>.", 2, "  a 12 b 345.\n    ~~   ^^^\n"},
	    {"甲区«1.5亿元»,合计<9亿元>。", 2, "  甲区1.5亿元,合计9亿元。\n      ~~~~~~~     ^^^^^\n"},
	    {"𠮷😀«5»", 2, "  𠮷😀5\n      ~\n"},
	    {"e\u0301«e\u0301»<x>", 2, "  e\u0301e\u0301x\n   ~^\n"},
	    {"👨\u200d👩«1»", 2, "  👨\u200d👩1\n      ~\n"},
	    {"“甲”«1»", 2, "  “甲”1\n        ~\n"},
	    {"“甲”«1»", 1, "  “甲”1\n      ~\n"},
	    {"a\t\t«1»\r\n<2>\n", 2, "  a 1 2\n    ~ ^\n"},
	    {"  a\u3000\u3000«1»  ", 2, "  a 1\n    ~\n"},
	    {"a\033[31m«1»\u202e<2>", 2, "  a [31m1 2\n        ~ ^\n"},
	    {"ab<>c", 2, "  abc\n    ^\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *written = underline(cases[i].marked, 80, cases[i].ambiguous, NULL);

		assert_string_equal(written, cases[i].written);
		free(written);
	}
}

static void long_sentences_are_cut_around_figures(void **state)
{
	static const struct {
		const char *marked;
		const char *written;
	} cases[] = {
	    {"abcdefghijklmnopqrstuvwxyz<1>", "  …jklmnopqrstuvwxyz1\n                     ^\n"},
	    {"<1>abcdefghijklmnopqrstuvwxyz", "  1abcdefghijklmnopq…\n  ^\n"},
	    {"«1»abcdefghijklmnopqrstuvwxyz<2>", "  1abcdefgh…stuvwxyz2\n  ~                  ^\n"},
	    {"abcdefghijkl<1>mnopqrstuvwxyz", "  …fghijkl1mnopqrs…\n           ^\n"},
	    /* What is left out is wider than the mark of its omission. */
	    {"«11111111»ab«22222222»cd", "  11111111ab22222222cd\n  ~~~~~~~~  ~~~~~~~~\n"},
	    /* Figures that need more than a line have more, and are not broken. */
	    {"«11111111»abcdefgh«22222222»abcdefgh<33333333>",
	     "  11111111ab…gh\n  ~~~~~~~~\n  22222222ab…gh\n  ~~~~~~~~\n  33333333\n  ^^^^^^^^\n"},
	    /* Marks are cut that are too long. */
	    {"<aaaaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbbbbbcccccccccccccccccc>",
	     "  aaaaaaaaaaaaaaaaaa…\n  ^^^^^^^^^^^^^^^^^^\n  cccccccccccccccccc\n  ^^^^^^^^^^^^^^^^^^\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *written = underline(cases[i].marked, 20, 2, NULL);

		assert_string_equal(written, cases[i].written);
		free(written);
	}
}

/* Whatever is quoted, no line is too long, and the stated figure is there. */
static void lines_fit(void **state)
{
	static const char *const pieces[] = {"«12.5亿元»", "、",     "甲区", "e\u0301", "😀",
					     "“",          "<7890>", "abc",  "\t",      "其中乙县和丙县"};
	unsigned long seed = 1;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		char marked[2000] = "<7>";
		size_t columns = 20 + (size_t)round % 100, count = (size_t)round % 30;
		char *written, *line;

		for (size_t i = 0; i < count; i++) {
			seed = seed * 6364136223846793005ul + 1442695040888963407ul;
			strcat(marked, pieces[(seed >> 33) % (sizeof(pieces) / sizeof(*pieces))]);
		}
		written = underline(marked, columns, 2, NULL);
		assert_non_null(strchr(written, '^'));
		for (line = strtok(written, "\n"); line; line = strtok(NULL, "\n")) {
			size_t width = 0;

			for (size_t at = 0, size; line[at]; at += size)
				width += (size_t)utf8_width(utf8_decode(line + at, &size));
			assert_true(width <= columns + 2);
			assert_true(line[strlen(line) - 1] != ' ' || !strpbrk(line, "~^"));
		}
		free(written);
	}
}

static void styles_end_where_they_began(void **state)
{
	static const struct underline_style style = {"[S]", "[O]", "[F]", "[-]"};
	char *written = underline("a«1»«2»b<3>c", 80, 2, &style);

	(void)state;
	assert_string_equal(written, "  a[F]12[-]b[F]3[-]c\n   [O]~~[-] [S]^[-]\n");
	free(written);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(figures_are_underlined),
	    cmocka_unit_test(long_sentences_are_cut_around_figures),
	    cmocka_unit_test(lines_fit),
	    cmocka_unit_test(styles_end_where_they_began),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
