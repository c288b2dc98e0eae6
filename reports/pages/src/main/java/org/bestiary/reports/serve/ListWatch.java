package org.bestiary.reports.serve;

import java.util.Optional;
import java.util.function.Supplier;
import org.bestiary.reports.database.StoreException;

/** Looks which runs are under way, and how far they are. */
final class ListWatch implements Supplier<Optional<LiveState>> {
    private final Holdings holdings;

    ListWatch(Holdings holdings) {
        this.holdings = holdings;
    }

    @Override
    public Optional<LiveState> get() {
        try {
            return holdings.runs()
                    .map(store -> RunListPage.underWay(holdings, store))
                    .map(LiveState::of);
        } catch (StoreException e) {
            // A server that is away for a moment.
            return Optional.empty();
        }
    }
}
