/* Writes what was asked for: one format to standard output, others to files. */
#ifndef RCHECK_OUTPUTS_H
#define RCHECK_OUTPUTS_H

struct arena;
struct cli;
struct error_list;
struct report_run;

/*
 * A file is written whole or not at all: what stood there before stays until the new one is complete. What cannot be
 * written is added to `errors`; the other outputs are still written.
 */
void outputs_write(struct arena *arena, const struct cli *cli, struct report_run *run, struct error_list *errors);

#endif
