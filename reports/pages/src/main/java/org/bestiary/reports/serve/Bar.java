package org.bestiary.reports.serve;

import java.util.List;
import java.util.Optional;
import org.bestiary.reports.html.Page;
import org.bestiary.reports.html.Shell;

/**
 * The bar above every page: where one is, and what can be done with the page.
 *
 * @param onRuns whether the page is the list of runs
 * @param onStudies whether the page is the list of studies
 * @param actions links that belong to the page
 * @param live how the page follows what is under way; empty if it does not
 */
record Bar(boolean onRuns, boolean onStudies, List<Action> actions, Optional<Live> live) {
    /** Where the templates, scripts and styles of the dashboard are. */
    static final String RESOURCES = "/org/bestiary/reports/serve/";

    Bar {
        actions = List.copyOf(actions);
    }

    /**
     * A link.
     *
     * @param text of it
     * @param href where to
     * @param download whether it is a file to be saved
     */
    record Action(String text, String href, boolean download) {
        static Action file(String text, String href) {
            return new Action(text, href, true);
        }

        static Action to(String text, String href) {
            return new Action(text, href, false);
        }
    }

    /**
     * What the script needs to follow.
     *
     * @param seen what the page shows, see {@link LiveState#seen}
     * @param events where the events are
     * @param parts selectors of what is drawn anew
     */
    record Live(String seen, String events, String parts) {}

    static Bar of(Action... actions) {
        return new Bar(false, false, List.of(actions), Optional.empty());
    }

    Bar following(Live what) {
        return new Bar(onRuns, onStudies, actions, Optional.of(what));
    }

    Shell shell() {
        return shell(Optional.empty());
    }

    Shell shell(Optional<Shell.Files> files) {
        return new Shell(
                Page.fragment(RESOURCES + "bar", this), files, List.of(RESOURCES + "live.js"), RESOURCES + "serve.css");
    }
}
