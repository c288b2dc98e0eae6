package org.bestiary.reports.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.bestiary.reports.html.Page;
import org.bestiary.reports.html.Shell;

/** A page that says why there is no other. */
final class NoticePage {
    private record View(String title, String message, boolean asks) {}

    private NoticePage() {}

    static Answer of(int status, String title, String message) {
        return page(status, new View(title, message, false), Bar.of().shell());
    }

    /** Asks for the token, without the bar: whoever does not know it learns nothing of what is here. */
    static Answer askForToken(boolean wrong) {
        String message = wrong
                ? "That is not the token. It was printed where the dashboard was started."
                : "This dashboard wants the token that was printed where it was started.";
        Shell bare = new Shell("", Optional.empty(), List.of(), Bar.RESOURCES + "serve.css");
        return page(401, new View("Who is there?", message, true), bare).with("WWW-Authenticate", "Bearer");
    }

    private static Answer page(int status, View view, Shell shell) {
        return Answer.page(status, Page.serve(Bar.RESOURCES + "notice", view.title(), view, noCharts(), shell));
    }

    /** What the common script expects of a page without charts. */
    static ObjectNode noCharts() {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.putArray("charts");
        return data;
    }
}
