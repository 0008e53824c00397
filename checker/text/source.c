/* Reads a report whole and decodes it. */
#include "text/source.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "text/guess.h"

enum { CHUNK = 1 << 16 };

static size_t most_bytes(const struct reading_options *reading)
{
	return reading->max_bytes > 0 ? reading->max_bytes : LIMIT_REPORT_BYTES;
}

static bool too_large(const char *path, size_t most, struct error_list *errors)
{
	error_list_add(errors, path, 0, 0, "larger than %zu bytes, the limit of --max-size", most);
	return false;
}

/* A file that is read; `bytes` is NULL when it could not be. */
struct stream {
	struct arena *arena;
	FILE *file;
	const char *path;
	size_t most;
	const char *bytes;
	size_t length;
	struct error_list *errors;
};

/* Reads to the end of what may not tell its size. */
static void read_stream(void *context)
{
	struct stream *reading = context;
	struct buffer buffer = {0};
	FILE *stream = reading->file;

	while (!feof(stream) && !ferror(stream) && buffer.length <= reading->most) {
		buffer_reserve(&buffer, CHUNK);
		buffer.length += fread(buffer.bytes + buffer.length, 1, CHUNK, stream);
	}
	if (ferror(stream)) {
		error_list_add(reading->errors, reading->path, 0, 0, "cannot be read: %s", strerror(errno));
	} else if (buffer.length > reading->most) {
		too_large(reading->path, reading->most, reading->errors);
	} else {
		reading->length = buffer.length;
		reading->bytes = arena_copy(reading->arena, buffer.bytes, buffer.length);
	}
	buffer_release(&buffer);
}

static void close_stream(void *stream)
{
	if (stream != stdin)
		fclose(stream);
}

bool source_read(struct arena *arena, const char *path, const struct reading_options *reading, const char **bytes,
		 size_t *length, struct error_list *errors)
{
	size_t most = most_bytes(reading);
	struct stream stream = {arena, stdin, path, most, NULL, 0, errors};
	struct stat status = {0};
	bool is_standard_input = strcmp(path, "-") == 0;

	if (!is_standard_input && stat(path, &status) != 0) {
		error_list_add(errors, path, 0, 0, "cannot be read: %s", strerror(errno));
		return false;
	}
	if (S_ISDIR(status.st_mode)) {
		error_list_add(errors, path, 0, 0, "is a directory");
		return false;
	}
	if (S_ISREG(status.st_mode) && (unsigned long long)status.st_size > most)
		return too_large(path, most, errors);
	if (!is_standard_input)
		stream.file = file_open(path);
	if (!stream.file) {
		error_list_add(errors, path, 0, 0, "cannot be read: %s", file_open_fault());
		return false;
	}
	arena_finally(read_stream, &stream, close_stream, stream.file);
	*bytes = stream.bytes;
	*length = stream.length;
	return stream.bytes != NULL;
}

/* Where and in what a fault lies. */
struct fault {
	size_t offset; /* in the source behind the byte-order mark */
	size_t line;
	size_t column;
	char bytes[24];  /* 0xe4 0xb8 */
	bool is_cut_off; /* the file ends inside the character */
};

/* Counts the lines and, in the last, the code points of a text that ends where the fault is. */
static void find_place(const char *text, size_t length, struct fault *fault)
{
	size_t start = 0;

	fault->line = 1;
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '\n' || (text[i] == '\r' && !(i + 1 < length && text[i + 1] == '\n'))) {
			fault->line++;
			start = i + 1;
		}
	}
	fault->column = utf8_count(text + start, length - start) + 1;
}

/* The bytes that a character of this beginning should have. */
static size_t expected_size(const struct decoding *decoding, size_t offset)
{
	const char *at = decoding->source + offset;

	if (decoding->encoding != ENCODING_UTF8)
		return decode_size(decoding->encoding, at, decoding->source_length - offset);
	return (unsigned char)*at >= 0xc2 && (unsigned char)*at <= 0xf4 ? utf8_size(*at) : 1;
}

/* Is the rest of the file the beginning of a character that could go on? */
static bool is_cut_off(const struct decoding *decoding, size_t offset, size_t size)
{
	size_t left = decoding->source_length - offset;

	for (size_t i = 1; i < left && decoding->encoding == ENCODING_UTF8; i++)
		if (((unsigned char)decoding->source[offset + i] & 0xc0) != 0x80)
			return false;
	return size > left;
}

static void describe_bytes(const struct decoding *decoding, struct fault *fault)
{
	size_t size = expected_size(decoding, fault->offset), left = decoding->source_length - fault->offset, used = 0;

	fault->is_cut_off = is_cut_off(decoding, fault->offset, size);
	/* Of UTF-8 one byte is named: the next may begin a good character. */
	if (decoding->encoding == ENCODING_UTF8 && !fault->is_cut_off)
		size = 1;
	for (size_t i = 0; i < size && i < left; i++)
		used += (size_t)snprintf(fault->bytes + used, sizeof(fault->bytes) - used, "%s0x%02x", i ? " " : "",
					 (unsigned char)decoding->source[fault->offset + i]);
}

/* A zero is no character of a text. */
static bool has_zero(const struct decoding *decoding, size_t *fault)
{
	const char *zero = decoding->length > 0 ? memchr(decoding->bytes, 0, decoding->length) : NULL;

	if (zero)
		*fault = (size_t)(zero - decoding->bytes);
	return zero != NULL;
}

static void report_fault(const char *path, const struct source *source, size_t offset, struct error_list *errors)
{
	const struct decoding *decoding = &source->decoding;
	struct fault fault = {.offset = offset};

	find_place(decoding->bytes, decoding->length, &fault);
	describe_bytes(decoding, &fault);
	error_list_add(errors, path, fault.line, fault.column, "not %s: %s (offset %zu)%s; taken for %s: %s",
		       encoding_name(decoding->encoding), fault.bytes, source->mark_length + fault.offset,
		       fault.is_cut_off ? ", where the file is cut off" : "", encoding_name(decoding->encoding),
		       source->reason);
}

static void report_zero(const char *path, const struct source *source, size_t decoded, struct error_list *errors)
{
	struct fault fault;

	find_place(source->decoding.bytes, decoded, &fault);
	error_list_add(errors, path, fault.line, fault.column,
		       "not a text: a zero (offset %zu); it looks like a binary file",
		       source->mark_length + decoding_source_offset(&source->decoding, decoded));
}

/* No encoding fits: what is wrong with it as UTF-8 is said. */
static void report_unknown(const char *path, const char *bytes, size_t length, const struct guess *guess,
			   struct error_list *errors)
{
	struct source source = {.reason = guess->reason};
	size_t bad = utf8_check(bytes, length);
	const char *zero = memchr(bytes, 0, bad);
	struct fault fault;

	source.decoding = (struct decoding){
	    .encoding = ENCODING_UTF8, .bytes = bytes, .length = bad, .source = bytes, .source_length = length};
	if (guess->mark_length > 0) {
		error_list_add(errors, path, 1, 1, "cannot be read: %s", guess->reason);
		return;
	}
	if (zero || memchr(bytes, 0, length)) {
		report_zero(path, &source, (size_t)((zero ? zero : (const char *)memchr(bytes, 0, length)) - bytes),
			    errors);
		return;
	}
	fault.offset = bad;
	find_place(bytes, bad, &fault);
	describe_bytes(&source.decoding, &fault);
	error_list_add(errors, path, fault.line, fault.column,
		       "not UTF-8: %s (offset %zu); it does not look like GB18030, Big5 or UTF-16 either", fault.bytes,
		       bad);
}

/* What is decoded, and how that went. */
struct decode_job {
	struct arena *arena;
	struct decoder *decoder;
	const char *bytes;
	size_t length;
	struct decoding *decoding;
	size_t fault;
	bool is_good;
};

static void decode_all(void *context)
{
	struct decode_job *job = context;

	job->is_good = decode(job->arena, job->decoder, job->bytes, job->length, job->decoding, &job->fault);
}

static void close_decoder(void *decoder)
{
	decoder_close(decoder);
}

bool source_decode(struct arena *arena, const char *path, const char *bytes, size_t length, enum encoding wanted,
		   struct source *source, struct error_list *errors)
{
	const struct guess guess = guess_encoding(arena, bytes, length, wanted);
	struct decode_job job = {.arena = arena, .decoding = &source->decoding};

	if (guess.encoding == ENCODING_AUTO) {
		report_unknown(path, bytes, length, &guess, errors);
		return false;
	}
	*source = (struct source){.mark_length = guess.mark_length, .reason = guess.reason, .is_guess = guess.is_guess};
	bytes += guess.mark_length;
	length -= guess.mark_length;
	if (guess.is_valid) {
		source->decoding = (struct decoding){ENCODING_UTF8, bytes, length, bytes, length, NULL, 0};
		return true;
	}
	job.decoder = decoder_open(guess.encoding);
	if (!job.decoder) {
		error_list_add(errors, path, 0, 0, "cannot be read: this system has no table of %s",
			       encoding_name(guess.encoding));
		return false;
	}
	job.bytes = bytes;
	job.length = length;
	arena_finally(decode_all, &job, close_decoder, job.decoder);
	if (!job.is_good)
		report_fault(path, source, job.fault, errors);
	if (job.is_good && has_zero(&source->decoding, &job.fault)) {
		report_zero(path, source, job.fault, errors);
		job.is_good = false;
	}
	return job.is_good;
}
