package org.bestiary.reports.serve;

import java.util.Optional;
import java.util.function.Supplier;
import org.bestiary.reports.database.StoreException;

/** Looks which runs and studies are under way, and how far they are. */
final class ListWatch implements Supplier<Optional<LiveState>> {
    private final ServedResults results;

    ListWatch(ServedResults results) {
        this.results = results;
    }

    @Override
    public Optional<LiveState> get() {
        try {
            return results.runs().map(store -> UnderWay.of(results, store).state());
        } catch (StoreException e) {
            // A server that is away for a moment.
            return Optional.empty();
        }
    }
}
