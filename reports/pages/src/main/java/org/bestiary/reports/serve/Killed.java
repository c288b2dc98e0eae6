package org.bestiary.reports.serve;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.store.RunRow;

/**
 * Which runs are recorded as running although nobody is at work on them. Whoever looks holds the lock of the run for a
 * moment, so that one is looked at now and then only, however many pages ask.
 */
final class Killed {
    private static final Duration REMEMBERED = Duration.ofSeconds(30);
    private static final int MOST = 200;

    private final Predicate<RunRow> look;
    private final Map<String, Seen> seen = new LinkedHashMap<>();

    private record Seen(boolean killed, long nanos) {}

    Killed(Predicate<RunRow> look) {
        this.look = look;
    }

    synchronized boolean is(RunRow row) {
        if (row.status() != RunStatus.RUNNING) {
            return false;
        }
        String key = row.host() + " " + row.directory();
        long now = System.nanoTime();
        Seen last = seen.get(key);
        if (last == null || now - last.nanos > REMEMBERED.toNanos()) {
            last = new Seen(look.test(row), now);
            seen.remove(key);
            seen.put(key, last);
            Iterator<String> oldest = seen.keySet().iterator();
            while (seen.size() > MOST) {
                oldest.next();
                oldest.remove();
            }
        }
        return last.killed;
    }
}
