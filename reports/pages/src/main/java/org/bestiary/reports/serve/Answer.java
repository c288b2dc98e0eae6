package org.bestiary.reports.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bestiary.reports.html.Page;

/**
 * What is sent back.
 *
 * @param status of HTTP
 * @param headers besides those that every answer has
 * @param length of the body in bytes; {@value #UNKNOWN} if it ends when it ends
 * @param body writes it
 * @param end what is done when all is over, well or not
 */
record Answer(int status, Map<String, String> headers, long length, Body body, Runnable end) {
    static final long UNKNOWN = -1;

    private static final String POLICY = "Content-Security-Policy";
    private static final String TYPE = "Content-Type";

    /** Nothing but pages needs anything from a browser. */
    private static final Map<String, String> ALWAYS = Map.of(
            POLICY,
            "default-src 'none'; frame-ancestors 'none'; sandbox",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    /** Writes the body of an answer. */
    @FunctionalInterface
    interface Body {
        void write(OutputStream out) throws IOException;
    }

    static Answer page(int status, Page.Served page) {
        return bytes(status, "text/html; charset=utf-8", page.html().getBytes(StandardCharsets.UTF_8))
                .with(POLICY, page.policy());
    }

    static Answer bytes(int status, String type, byte[] content) {
        return new Answer(status, Map.of(TYPE, type), content.length, out -> out.write(content), () -> {});
    }

    /** A file to be saved under a name, which has only letters, digits, dots, hyphens and underscores. */
    static Answer download(String type, String name, byte[] content) {
        return bytes(200, type, content).with("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }

    /** The same, of a length that is not known before its end. */
    static Answer download(String type, String name, Body body) {
        return stream(type, body).with("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }

    static Answer stream(String type, Body body) {
        return new Answer(200, Map.of(TYPE, type), UNKNOWN, body, () -> {});
    }

    static Answer seeOther(String address) {
        return new Answer(303, Map.of("Location", address), 0, out -> {}, () -> {});
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, length, body, end);
    }

    Answer afterwards(Runnable then) {
        return new Answer(status, headers, length, body, then);
    }

    /** Sends it; of an answer to HEAD only what comes before the body. */
    void send(HttpExchange exchange) throws IOException {
        Headers sent = exchange.getResponseHeaders();
        ALWAYS.forEach(sent::set);
        headers.forEach(sent::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            if (length != UNKNOWN) {
                sent.set("Content-Length", Long.toString(length));
            }
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        // The server's own way to say "empty" is -1, and to say "unknown" 0.
        exchange.sendResponseHeaders(status, length == UNKNOWN ? 0 : length == 0 ? -1 : length);
        if (length != 0) {
            body.write(exchange.getResponseBody());
        }
    }
}
