/* Compares printed digits. */
#include "check/table_slip.h"

#include <string.h>

#include "base/buffer.h"

static bool differ_by_slip(const char *a, const char *b)
{
	size_t length = strlen(a), first = 0, last = length;

	if (length != strlen(b))
		return false;
	while (first < length && a[first] == b[first])
		first++;
	while (last > first && a[last - 1] == b[last - 1])
		last--;
	/* 7.4 for 4.7: neighbours on either side of the point. */
	if (last - first == 3 && a[first + 1] == '.' && b[first + 1] == '.')
		return a[first] == b[last - 1] && a[last - 1] == b[first];
	return last - first == 1 || (last - first == 2 && a[first] == b[first + 1] && a[first + 1] == b[first]);
}

bool slip_is_likely(const struct figure *printed, struct number value)
{
	struct buffer a = {0}, b = {0};
	bool likely;

	number_print(number_divide(printed->quantity->value, printed->quantity->multiplier), printed->places, false,
		     &a);
	number_print(number_divide(value, printed->quantity->multiplier), printed->places, false, &b);
	likely = differ_by_slip(buffer_string(&a), buffer_string(&b));
	buffer_release(&a);
	buffer_release(&b);
	return likely;
}
