/*
 * A table as figures with heads and labels: which row is a total, which column a change, and in which unit.
 *
 * Rows and columns are both `items`. A view looks at the table along one of them, so that one piece of arithmetic
 * serves columns that are added up and rows that are.
 */
#ifndef RCHECK_CHECK_GRID_H
#define RCHECK_CHECK_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "figure/cell.h"
#include "figure/figure.h"
#include "text/document.h"

struct arena;
struct lexicon;
struct text;
struct word_lists;

/* What the words of a head or label say of its row or column. */
enum item_flag {
	ITEM_TOTAL = 1 << 0,      /* 合计 总计, 资产合计 */
	ITEM_SUBTOTAL = 1 << 1,   /* 小计 */
	ITEM_REGION = 1 << 2,     /* 全省: the whole of what may be listed only in part */
	ITEM_OF_WHICH = 1 << 3,   /* 其中: */
	ITEM_DEDUCTED = 1 << 4,   /* 减: */
	ITEM_OPEN = 1 << 5,       /* 等: not all are named */
	ITEM_RATE = 1 << 6,       /* 率 均 指数: not added up */
	ITEM_CHANGE = 1 << 7,     /* 同比 增减 */
	ITEM_SHARE = 1 << 8,      /* 占比 */
	ITEM_COMPLETION = 1 << 9, /* 完成率, 为预算的% */
	ITEM_NOW = 1 << 10,       /* 本年 */
	ITEM_BEFORE = 1 << 11,    /* 上年 */
	ITEM_PLAN = 1 << 12,      /* 预算 */
	ITEM_ACTUAL = 1 << 13,    /* 执行 */
	ITEM_NUMBER = 1 << 14,    /* 序号 */
	ITEM_REAL = 1 << 15,      /* output and the like, whose growth is counted at constant prices */
	ITEM_BLANK = 1 << 16,     /* holds no figure */
	ITEM_CHAINED = 1 << 17,   /* 环比: against the period before, not the year before */

	ANY_TOTAL = ITEM_TOTAL | ITEM_SUBTOTAL | ITEM_REGION
};

struct item {
	const char *label; /* folded, with no blanks where cells were spread; NUL-terminated, may be empty */
	struct span span;  /* of the label, or of the head's last cell */
	unsigned flags;
	int year; /* named in the label, else 0 */
	struct cell_unit unit;
	uint32_t depth; /* in the numbering of rows (check/depth.h) */
	uint32_t indent;
};

struct grid_cell {
	enum cell_kind kind;
	bool is_bracketed;
	const struct figure *figure; /* where kind is CELL_FIGURE */
};

struct grid {
	struct item *rows;
	size_t row_count;
	struct item *columns; /* of figures; those of labels are none */
	size_t column_count;
	struct grid_cell *cells; /* row by row */
	int year;                /* that the title names, else 0 */
	bool has_head;
	bool is_continued;
	bool is_noted; /* a note says that parts and totals may differ */
	bool is_real;  /* the caption names constant prices or output */
};

/*
 * Every table of the text that holds columns of figures with labels, in text order; *count is set. `words` has the lists
 * that are named table-… Lives in `arena`.
 */
const struct grid *const *grids_find(struct arena *arena, const struct text *text, const struct document *document,
				     const struct lexicon *lexicon, const struct word_lists *words, size_t *count);

/* The table along its columns (items are rows, lines are columns), or, `across`, along its rows. */
struct view {
	const struct grid *grid;
	bool across;
};

static inline size_t view_items(struct view view)
{
	return view.across ? view.grid->column_count : view.grid->row_count;
}

static inline size_t view_lines(struct view view)
{
	return view.across ? view.grid->row_count : view.grid->column_count;
}

static inline const struct item *view_item(struct view view, size_t item)
{
	return view.across ? &view.grid->columns[item] : &view.grid->rows[item];
}

static inline const struct item *view_line(struct view view, size_t line)
{
	return view.across ? &view.grid->rows[line] : &view.grid->columns[line];
}

static inline const struct grid_cell *view_cell(struct view view, size_t line, size_t item)
{
	size_t row = view.across ? line : item, column = view.across ? item : line;

	return &view.grid->cells[row * view.grid->column_count + column];
}

/* A figure in percent or percentage points. */
bool figure_is_percent(const struct figure *figure);

#endif
