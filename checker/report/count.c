/* What every format asks of a run: which findings it shows, and the totals of its summary. */
#include "report/report.h"

bool report_shows(const struct report_run *run, const struct finding *finding)
{
	if (finding->severity == SEVERITY_TICK)
		return run->options.with_ticks;
	return !finding->accepted || run->options.with_accepted;
}

void report_run_count(const struct report_run *run, size_t counts[SEVERITY_COUNT], size_t *undecided)
{
	for (size_t s = 0; s < SEVERITY_COUNT; s++)
		counts[s] = 0;
	*undecided = 0;
	for (size_t f = 0; f < run->file_count; f++) {
		const struct report_file *file = &run->files[f];

		*undecided += file->undecided_count;
		for (size_t i = 0; file->findings && i < finding_list_count(file->findings); i++)
			counts[finding_list_at(file->findings, i)->severity] +=
			    !finding_list_at(file->findings, i)->accepted;
	}
}
