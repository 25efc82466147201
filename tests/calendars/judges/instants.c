/* libical's reading of a calendar: "<uid> <start> <end>" in seconds since 1970 for each occurrence, then its complaints. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>

static void tell(icalcomponent *event, struct icaltime_span *span, void *unused) {
    (void)unused;
    printf("%s %lld %lld\n", icalcomponent_get_uid(event), (long long)span->start, (long long)span->end);
}

static char *read_line(char *buffer, size_t size, void *file) { return fgets(buffer, (int)size, file); }

int main(int count, char **names) {
    FILE *file = count == 2 ? fopen(names[1], "r") : NULL;
    if (file == NULL) return 2;
    icalparser *parser = icalparser_new();
    icalparser_set_gen_data(parser, file);
    icalcomponent *calendar = icalparser_parse(parser, read_line);
    if (calendar == NULL) return 2;
    struct icaltimetype first = icaltime_from_string("20250101T000000Z"), last = icaltime_from_string("20280101T000000Z");
    icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    for (; event != NULL; event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
        icalcomponent_foreach_recurrence(event, first, last, tell, NULL);
    int sound = icalrestriction_check(calendar);
    printf("complaints %d\n", icalcomponent_count_errors(calendar) + (sound ? 0 : 1));
    return 0;
}
