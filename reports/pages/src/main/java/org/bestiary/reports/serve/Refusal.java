package org.bestiary.reports.serve;

/** A request that gets no page, and why. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String title;

    private Refusal(int status, String title, String message) {
        super(message, null, false, false);
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    static Refusal malformed(String message) {
        return new Refusal(400, "That cannot be understood", message);
    }

    static Refusal forbidden(String message) {
        return new Refusal(403, "Not shown", message);
    }

    static Refusal missing(String message) {
        return new Refusal(404, "Nothing here", message);
    }

    static Refusal method(String method) {
        return new Refusal(405, "Only looking", "The dashboard only answers GET and HEAD, got " + method + ".");
    }

    static Refusal host(String host) {
        return new Refusal(
                421,
                "Another address",
                "The dashboard does not go by the name '" + host
                        + "'. Use the address that it printed, or start it with --host and this name.");
    }

    static Refusal busy(String message) {
        return new Refusal(503, "Too many at once", message);
    }
}
