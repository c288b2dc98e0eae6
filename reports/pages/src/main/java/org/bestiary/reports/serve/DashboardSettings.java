package org.bestiary.reports.serve;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.store.RunRow;

/**
 * How a dashboard is served.
 *
 * @param host name or number of the address to listen at
 * @param port from 0 to 65535; 0 for any that is free
 * @param token what one must know to look; empty for none, which only a loopback address may have, or for a random one
 * @param store where runs and studies are
 * @param killed whether a run that is recorded as running is so no more; asked now and then
 * @param reporter makes the reports of studies that are not at their end
 * @param tell takes a line when something goes wrong that no page tells
 */
public record DashboardSettings(
        String host,
        int port,
        Optional<String> token,
        StoreLocation store,
        Predicate<RunRow> killed,
        StudyReporter reporter,
        Consumer<String> tell) {
    /** Without reports of studies that are under way. */
    public DashboardSettings(
            String host,
            int port,
            Optional<String> token,
            StoreLocation store,
            Predicate<RunRow> killed,
            Consumer<String> tell) {
        this(host, port, token, store, killed, StudyReporter.NONE, tell);
    }

    public DashboardSettings {
        if (port < 0 || port > 65_535) {
            throw new ServeException(
                    "a port must be from 1 to 65535, or 0 for any that is free, got " + port + "; choose another");
        }
        if (host.isBlank()) {
            throw new ServeException(
                    "a host must have a name or a number, got nothing; leave --host out for this" + " machine alone");
        }
    }
}
