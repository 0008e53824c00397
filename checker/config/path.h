/*
 * Paths as words: joined, tidied and told relative to a folder, without asking the file system. A link is a folder
 * like any other.
 */
#ifndef RCHECK_CONFIG_PATH_H
#define RCHECK_CONFIG_PATH_H

struct arena;

/* Absolute, from the current folder, without `.`, `..` and doubled slashes. Lives in `arena`. */
const char *path_absolute(struct arena *arena, const char *path);

/* The folder of an absolute path; that of / is /. Lives in `arena`. */
const char *path_folder(struct arena *arena, const char *absolute);

/* `path` as seen from the absolute `folder`: "a/b.txt", "../c.txt", "." for itself. Both tidied. Lives in `arena`. */
const char *path_relative(struct arena *arena, const char *folder, const char *absolute);

/* A file's path as words for people: relative to the current folder. Lives in `arena`. */
const char *path_shown(struct arena *arena, const char *absolute);

/* `path` as meant in a file of the absolute `folder`. Absolute, lives in `arena`. */
const char *path_in(struct arena *arena, const char *folder, const char *path);

#endif
