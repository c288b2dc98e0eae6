package org.bestiary.reports.serve;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bestiary.reports.html.Figures;
import org.bestiary.reports.study.Study;
import org.bestiary.reports.study.StudyStatus;
import org.bestiary.reports.study.Trial;
import org.bestiary.reports.study.TrialStatus;

/**
 * How far a study is.
 *
 * @param status where it stands by its own record
 * @param ended trials that are finished
 * @param running trials that somebody is working on and tells so
 * @param known trials that were suggested
 * @param budget trials that its budget allows; empty if it has another kind of budget
 * @param secondsLeft how long the rest will take at the pace so far; empty if that cannot be said
 */
record StudyStanding(
        StudyStatus status, int ended, int running, int known, OptionalInt budget, OptionalLong secondsLeft) {
    static StudyStanding of(Study study, List<Trial> trials, Instant now) {
        int ended = (int) trials.stream().filter(t -> t.status().isFinished()).count();
        int running = (int) trials.stream().filter(t -> isWorkedOn(t, now)).count();
        int budget = study.draft().settings().path("budget").path("trials").asInt(0);
        OptionalInt allowed = budget > 0 ? OptionalInt.of(budget) : OptionalInt.empty();
        return new StudyStanding(
                study.status(), ended, running, trials.size(), allowed, left(trials, ended, budget, running));
    }

    private static boolean isWorkedOn(Trial trial, Instant now) {
        return trial.status() == TrialStatus.RUNNING
                && trial.leaseExpires().filter(now::isBefore).isPresent();
    }

    /** The mean time of the trials that ran from start to end without a pause, times those that are left. */
    private static OptionalLong left(List<Trial> trials, int ended, int budget, int running) {
        double mean = trials.stream()
                .filter(t -> t.status().isFinished() && t.attempts() == 1)
                .filter(t -> t.started().isPresent() && t.finished().isPresent())
                .mapToLong(t ->
                        Duration.between(t.started().get(), t.finished().get()).toMillis())
                .average()
                .orElse(Double.NaN);
        if (Double.isNaN(mean) || running == 0 || ended >= budget) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.round(mean / 1000 * (budget - ended) / running));
    }

    /** Whether somebody is working on it. */
    boolean isUnderWay() {
        return status == StudyStatus.OPEN && running > 0;
    }

    /** Where it stands, in a word or two: one that is open and that nobody works on waits for somebody to go on. */
    String word() {
        return status != StudyStatus.OPEN ? status.label() : isUnderWay() ? "under way" : "not ended";
    }

    /** How many trials of how many: "3 of 12". */
    String count() {
        int of = Math.max(known, budget.orElse(0));
        // Of one that has ended, what the budget would have allowed says nothing any more.
        return ended == of || status == StudyStatus.COMPLETED && ended == known
                ? Figures.count(ended)
                : Figures.count(ended) + " of " + Figures.count(of);
    }

    /** How far it is, for a line of its own: "3 of 12 trials, about 8 min left". */
    String told() {
        String left = secondsLeft.isPresent() ? ", about " + Figures.duration(secondsLeft.getAsLong()) + " left" : "";
        return count() + (known == 1 && budget.isEmpty() ? " trial" : " trials") + left;
    }

    /** What tells whether anything has changed. */
    String seen() {
        return status.label() + " " + ended + " " + running + " " + known;
    }
}
