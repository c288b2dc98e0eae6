package org.bestiary.reports.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bestiary.reports.chart.Colour;

/**
 * One self-contained page: a body made from a template, the style, the data as JSON and the scripts, in one frame.
 *
 * <p>Templates escape every value unless they say otherwise, and a name that a view lacks is an error, not a blank. The
 * page carries a policy that forbids it any request and any script but its own, should a name ever slip through.
 */
final class Page {
    private static final Mustache.Compiler TEMPLATES = Mustache.compiler()
            .strictSections(true)
            .emptyStringIsFalse(true)
            .withCollector(new DefaultCollector() {
                /** A section over an optional value is drawn once or not at all. */
                @Override
                public Iterator<?> toIterator(Object value) {
                    return value instanceof Optional<?> optional
                            ? optional.stream().iterator()
                            : super.toIterator(value);
                }
            })
            .withLoader(name -> new StringReader(resource(name + ".mustache")));

    private Page() {}

    /**
     * The page as HTML.
     *
     * @param template name of the body's template
     * @param title title of the page
     * @param view what the template shows
     * @param data what the charts draw
     */
    static String render(String template, String title, Object view, JsonNode data) {
        return frame(template, title, view, data, List.of(resource("page.js")), resource("page.css"));
    }

    /**
     * A page that draws nothing with scripts.
     *
     * @param template name of the body's template
     * @param title title of the page
     * @param view what the template shows
     * @param style name of a style sheet that comes after the common one
     */
    static String renderStill(String template, String title, Object view, String style) {
        String css = resource("page.css") + resource(style);
        return frame(template, title, view, JsonNodeFactory.instance.objectNode(), List.of(), css);
    }

    private static String frame(
            String template, String title, Object view, JsonNode data, List<String> scripts, String css) {
        String policy =
                "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
                        + " script-src "
                        + (scripts.isEmpty()
                                ? "'none'"
                                : scripts.stream().map(Page::hashSource).collect(Collectors.joining(" ")));
        return template("frame")
                .execute(Map.of(
                        "policy",
                        policy,
                        "title",
                        title,
                        "css",
                        Colour.theme() + css,
                        "body",
                        template(template).execute(view),
                        "data",
                        scriptSafe(data.toString()),
                        "scripts",
                        scripts.stream().map(script -> Map.of("text", script)).toList()));
    }

    /** JSON that cannot end the script element it stands in; the escape means the same to every JSON parser. */
    static String scriptSafe(String json) {
        return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    private static Template template(String name) {
        return TEMPLATES.compile(resource(name + ".mustache"));
    }

    private static String hashSource(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program must contain " + name + "; build it again");
            }
            // A browser reads CRLF as LF before it checks the hash of a script, so the hash must be taken over LF.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + name, e);
        }
    }
}
