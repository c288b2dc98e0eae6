package org.bestiary.reports.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bestiary.reports.chart.Colour;

/**
 * One self-contained page: a body made from a template, the style, the data as JSON and the scripts, in one frame.
 *
 * <p>Templates escape every value unless they say otherwise, and a name that a view lacks is an error, not a blank. The
 * page carries a policy that forbids it any request and any script but its own, should a name ever slip through.
 */
public final class Page {
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

    private static final String SCRIPT = "page.js";
    private static final String STYLE = "page.css";

    private Page() {}

    /**
     * A page as a server gives it out.
     *
     * @param html the page
     * @param policy what a browser may do with it, as the header {@code Content-Security-Policy} says it
     */
    public record Served(String html, String policy) {}

    /**
     * A page for a server to give out.
     *
     * @param template name of the body's template
     * @param title title of the page
     * @param view what the template shows
     * @param data what the scripts are told
     * @param shell what stands around the page
     */
    public static Served serve(String template, String title, Object view, JsonNode data, Shell shell) {
        List<String> scripts = Stream.concat(Stream.of(SCRIPT), shell.scripts().stream())
                .map(Page::resource)
                .toList();
        String css = Colour.theme() + resource(STYLE) + resource(shell.style());
        String policy = "default-src 'none'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'self';"
                + " frame-ancestors 'none'; style-src-attr 'unsafe-inline'; style-src-elem " + hashSource(css)
                + "; script-src " + sources(scripts);
        return new Served(frame("", title, shell.bar() + body(template, view, shell), data, scripts, css), policy);
    }

    /** A piece of markup from a template, for {@link Shell#bar}. */
    public static String fragment(String template, Object view) {
        return template(template).execute(view);
    }

    /**
     * The page as HTML.
     *
     * @param template name of the body's template
     * @param title title of the page
     * @param view what the template shows
     * @param data what the charts draw
     */
    static String render(String template, String title, Object view, JsonNode data) {
        return file(template, title, view, data, List.of(resource(SCRIPT)), resource(STYLE));
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
        String css = resource(STYLE) + resource(style);
        return file(template, title, view, JsonNodeFactory.instance.objectNode(), List.of(), css);
    }

    private static String file(
            String template, String title, Object view, JsonNode data, List<String> scripts, String css) {
        String policy =
                "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
                        + " script-src " + sources(scripts);
        return frame(policy, title, body(template, view, Shell.NONE), data, scripts, Colour.theme() + css);
    }

    /** Templates find what the view lacks in the shell: where a chart can be fetched. */
    private static String body(String template, Object view, Shell shell) {
        StringWriter body = new StringWriter();
        template(template).execute(view, Map.of("files", shell.files()), body);
        return body.toString();
    }

    private static String sources(List<String> scripts) {
        return scripts.isEmpty()
                ? "'none'"
                : scripts.stream().map(Page::hashSource).collect(Collectors.joining(" "));
    }

    private static String frame(
            String policy, String title, String body, JsonNode data, List<String> scripts, String css) {
        return template("frame")
                .execute(Map.of(
                        "policy",
                        policy,
                        "title",
                        title,
                        "css",
                        css,
                        "body",
                        body,
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

    private static String hashSource(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
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
