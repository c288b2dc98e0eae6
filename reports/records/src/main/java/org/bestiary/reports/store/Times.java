package org.bestiary.reports.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as people write them: a day, or a day and a time of day, in the zone of this machine unless it says another. */
final class Times {
    private static final int TO_THE_MINUTE = "2026-11-21T18:30".length();

    private Times() {}

    static Optional<Condition.Interval> parse(String text) {
        try {
            if (text.length() <= "2026-11-21".length()) {
                LocalDate day = LocalDate.parse(text);
                ZoneId zone = ZoneId.systemDefault();
                return Optional.of(new Condition.Interval(
                        day.atStartOfDay(zone).toInstant(),
                        day.plusDays(1).atStartOfDay(zone).toInstant()));
            }
            String time = text.replace(' ', 'T');
            boolean zoned = time.endsWith("Z") || time.matches(".*[+-]\\d\\d:\\d\\d");
            Instant from = zoned
                    ? OffsetDateTime.parse(time).toInstant()
                    : LocalDateTime.parse(time).atZone(ZoneId.systemDefault()).toInstant();
            ChronoUnit width = time.length() == TO_THE_MINUTE ? ChronoUnit.MINUTES : ChronoUnit.SECONDS;
            return Optional.of(new Condition.Interval(from, from.plus(1, width)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
