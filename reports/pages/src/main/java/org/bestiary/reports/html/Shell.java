package org.bestiary.reports.html;

import java.util.List;
import java.util.Optional;

/**
 * What stands around a page that a server gives out. A page in a file has none of it.
 *
 * @param bar markup above the page, from {@link Page#fragment}; empty for none
 * @param files where its charts can be fetched
 * @param scripts names of scripts that come after the common one
 * @param style name of the style sheet that comes after the common one
 */
public record Shell(String bar, Optional<Files> files, List<String> scripts, String style) {
    static final Shell NONE = new Shell("", Optional.empty(), List.of(), "");

    public Shell {
        scripts = List.copyOf(scripts);
    }

    /**
     * Where the charts of a page can be fetched: at {@code before}, then the chart's id and {@code .svg} or {@code .png}, then
     * {@code after}.
     *
     * @param before up to the name of the file
     * @param after from its ending on
     */
    public record Files(String before, String after) {}
}
