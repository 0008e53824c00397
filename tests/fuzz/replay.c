/* Gives each file, or each file below each folder, to the fuzzing target it is linked with: no fuzzer is needed. */
#include <dirent.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

#include "fuzz.h"

enum { LONGEST_PATH = 4096 };

static size_t replayed;

static void replay_file(const char *path, size_t length)
{
	FILE *file = fopen(path, "rb");
	/* Of exactly this size, so that a sanitizer sees a step too far. */
	uint8_t *bytes = malloc(length ? length : 1);

	if (!file || !bytes || fread(bytes, 1, length, file) != length) {
		perror(path);
		exit(1);
	}
	fclose(file);
	fprintf(stderr, "%s\n", path);
	LLVMFuzzerTestOneInput(bytes, length);
	free(bytes);
	replayed++;
}

static void replay(const char *path)
{
	char child[LONGEST_PATH];
	struct dirent *entry;
	struct stat status;
	DIR *folder;

	if (stat(path, &status) != 0) {
		perror(path);
		exit(1);
	}
	folder = S_ISDIR(status.st_mode) ? opendir(path) : NULL;
	if (!folder) {
		replay_file(path, (size_t)status.st_size);
		return;
	}
	while ((entry = readdir(folder))) {
		bool fits = snprintf(child, sizeof(child), "%s/%s", path, entry->d_name) < LONGEST_PATH;

		if (fits && entry->d_name[0] != '.')
			replay(child);
	}
	closedir(folder);
}

int main(int count, char **paths)
{
	for (int i = 1; i < count; i++)
		replay(paths[i]);
	printf("%zu passed\n", replayed);
	return 0;
}
