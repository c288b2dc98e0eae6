package org.bestiary.reports.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bestiary.reports.html.Figures;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;

/**
 * Where something that a page shows stands.
 *
 * @param seen the same as long as nothing has changed
 * @param text for those who hear the page
 * @param over whether nothing more will come
 */
record LiveState(String seen, String text, boolean over) {
    /** What tells whether a run has changed. */
    static String seen(RunRecord run) {
        return run.epochs().size() + " " + run.status().label();
    }

    static LiveState of(RunRecord run) {
        if (run.status() != RunStatus.RUNNING) {
            return new LiveState(seen(run), run.status().label(), true);
        }
        if (run.epochs().isEmpty()) {
            return new LiveState(seen(run), "first epoch", false);
        }
        EpochMetrics last = run.epochs().get(run.epochs().size() - 1);
        return new LiveState(seen(run), "epoch " + last.epoch() + ": " + told(last), false);
    }

    /** What an epoch came to, in a few words. */
    static String told(EpochMetrics epoch) {
        return epoch.validationAccuracy().isPresent()
                ? "validation accuracy " + Figures.percent(epoch.validationAccuracy()) + "%"
                : "training loss " + Figures.measure(epoch.trainLoss());
    }

    /** As an event carries it. */
    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("seen", seen)
                .put("text", text)
                .put("over", over);
    }
}
