package org.bestiary.reports.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.bestiary.reports.chart.ChartFile;

/** One chart as a file, drawn when it is asked for. */
final class ChartAnswer {
    private static final Pattern NAME = Pattern.compile("([a-z][a-z0-9-]{0,60})\\.(svg|png)");

    private ChartAnswer() {}

    /**
     * The chart.
     *
     * @param file its id and .svg or .png
     * @param of what its name as a file begins with
     * @param charts draws the chart of an id as SVG
     * @throws Refusal if there is no such chart
     */
    static Answer of(String file, String of, Function<String, Optional<String>> charts) {
        Matcher name = NAME.matcher(file);
        if (!name.matches()) {
            throw none();
        }
        String svg = charts.apply(name.group(1)).orElseThrow(ChartAnswer::none);
        String saved = of + "-" + file.replaceFirst("^chart-", "");
        return name.group(2).equals("svg")
                ? Answer.download("image/svg+xml", saved, svg.getBytes(StandardCharsets.UTF_8))
                : Answer.download("image/png", saved, png(svg));
    }

    private static Refusal none() {
        return Refusal.missing("There is no such chart.");
    }

    private static byte[] png(String svg) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(ChartFile.paint(svg), "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
