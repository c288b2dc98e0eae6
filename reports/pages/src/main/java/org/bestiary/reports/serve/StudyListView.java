package org.bestiary.reports.serve;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bestiary.reports.html.Figures;
import org.bestiary.reports.study.Direction;
import org.bestiary.reports.study.ListedStudy;
import org.bestiary.reports.study.Study;
import org.bestiary.reports.study.StudyStatus;
import org.bestiary.reports.study.StudyStore;

/** What the template of the list of studies shows. */
record StudyListView(
        String place,
        boolean any,
        List<StudyLine> rows,
        String shown,
        Optional<Integer> before,
        Optional<Integer> after) {
    /** Rows of a page. */
    static final int ROWS = 50;

    /** A study; {@code count} and {@code best} come with what a table sorts them by. */
    record StudyLine(
            String id,
            String href,
            String status,
            boolean ended,
            boolean underWay,
            String count,
            int trials,
            String best,
            String sortedBest,
            String created) {
        static StudyLine of(ListedStudy summary, StudyStore store, Instant now) {
            Study study = summary.study();
            OptionalDouble best = summary.best();
            String arrow = study.draft().direction() == Direction.MAXIMIZE ? " \u2191" : " \u2193";
            StudyStanding standing = StudyStanding.of(study, store.trials(study.id()), now);
            return new StudyLine(
                    study.id(),
                    Address.study(study.id()),
                    standing.word(),
                    study.status() == StudyStatus.COMPLETED,
                    standing.isUnderWay(),
                    standing.count(),
                    summary.trials(),
                    Figures.measure(best) + (best.isPresent() ? arrow : ""),
                    best.isPresent() ? Double.toString(best.getAsDouble()) : "",
                    RunListView.moment(study.created()));
        }
    }

    static StudyListView of(String place, List<StudyLine> lines, long all, int page) {
        int pages = (int) Math.max(1, (all + ROWS - 1) / ROWS);
        long from = (long) (page - 1) * ROWS + 1;
        String shown = lines.isEmpty()
                ? "There is nothing on page " + page + "."
                : Figures.count(from) + " to " + Figures.count(from + lines.size() - 1) + " of " + Figures.count(all)
                        + (all == 1 ? " study" : " studies");
        return new StudyListView(
                place,
                all > 0,
                lines,
                shown,
                page > 1 ? Optional.of(Math.min(page - 1, pages)) : Optional.empty(),
                page < pages ? Optional.of(page + 1) : Optional.empty());
    }

    boolean anyRows() {
        return !rows.isEmpty();
    }
}
