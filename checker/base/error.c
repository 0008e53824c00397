/* Collects errors with their places. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/arena.h"

struct error_list {
	struct arena *arena;
	struct error *errors;
	size_t count;
	size_t capacity;
};

struct error_list *error_list_new(struct arena *arena)
{
	struct error_list *list = arena_alloc(arena, sizeof(*list));

	list->arena = arena;
	return list;
}

static struct error *add(struct error_list *list, const char *path, size_t line, size_t column, const char *format,
			 va_list arguments) __attribute__((format(printf, 5, 0), nonnull(5)));

static struct error *add(struct error_list *list, const char *path, size_t line, size_t column, const char *format,
			 va_list arguments)
{
	struct error *error;
	va_list copy;
	int length;
	char *message;

	va_copy(copy, arguments);
	length = vsnprintf(NULL, 0, format, copy);
	va_end(copy);
	message = arena_alloc(list->arena, (size_t)(length < 0 ? 0 : length) + 1);
	if (length >= 0)
		vsnprintf(message, (size_t)length + 1, format, arguments);
	list->errors = arena_grow(list->arena, list->errors, list->count, &list->capacity, sizeof(*list->errors));
	error = &list->errors[list->count++];
	*error = (struct error){.path = path ? arena_copy_string(list->arena, path) : NULL,
				.line = line,
				.column = column,
				.message = message};
	return error;
}

void error_list_add(struct error_list *list, const char *path, size_t line, size_t column, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	add(list, path, line, column, format, arguments);
	va_end(arguments);
}

void error_list_add_excerpt(struct error_list *list, const char *path, size_t line, size_t column, const char *excerpt,
			    size_t excerpt_length, const char *format, ...)
{
	struct error *error;
	va_list arguments;

	va_start(arguments, format);
	error = add(list, path, line, column, format, arguments);
	va_end(arguments);
	error->excerpt = arena_copy(list->arena, excerpt, excerpt_length);
}

void error_list_append(struct error_list *list, const struct error_list *other)
{
	for (size_t i = 0; i < other->count; i++) {
		const struct error *error = &other->errors[i];

		error_list_add(list, error->path, error->line, error->column, "%s", error->message);
		if (error->excerpt)
			list->errors[list->count - 1].excerpt = arena_copy_string(list->arena, error->excerpt);
	}
}

size_t error_list_count(const struct error_list *list)
{
	return list->count;
}

const struct error *error_list_at(const struct error_list *list, size_t index)
{
	return &list->errors[index];
}
