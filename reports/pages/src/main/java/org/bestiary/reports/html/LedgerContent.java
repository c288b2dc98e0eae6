package org.bestiary.reports.html;

import java.util.List;
import java.util.Optional;

/**
 * What the page of a lecture ledger shows. Verdicts are words; the page colours {@code reproduced}, {@code differs}, {@code
 * not reproduced}, {@code not run} and {@code cited}.
 *
 * @param title of the page
 * @param lead one line under it
 * @param counts how many of each verdict, in the order shown
 * @param lectures the statements
 * @param version of the program
 */
public record LedgerContent(String title, String lead, List<Count> counts, List<Lecture> lectures, String version) {
    public LedgerContent {
        counts = List.copyOf(counts);
        lectures = List.copyOf(lectures);
    }

    /**
     * How many statements have a verdict.
     *
     * @param verdict the verdict
     * @param sign one character for it
     * @param number how many
     * @param meaning one line for the legend
     */
    public record Count(String verdict, String sign, int number, String meaning) {}

    /**
     * One lecture.
     *
     * @param id its id
     * @param heading for people
     * @param topics its statements by topic
     */
    public record Lecture(String id, String heading, List<Topic> topics) {
        public Lecture {
            topics = List.copyOf(topics);
        }
    }

    /**
     * Statements under one heading.
     *
     * @param name the heading
     * @param rows the statements
     */
    public record Topic(String name, List<StatementRow> rows) {
        public Topic {
            rows = List.copyOf(rows);
        }
    }

    /**
     * One statement and what came of it. Texts that do not exist are empty.
     *
     * @param id its name
     * @param statement what the lecture says
     * @param stated the stated value
     * @param measured the measured value
     * @param verdict the verdict
     * @param sign one character for it
     * @param difference by how much the value is another one
     * @param explanation what was counted and why
     * @param remark what else there is to say
     * @param runs reports of the runs that decided
     * @param picture a picture that helps
     */
    public record StatementRow(
            String id,
            String statement,
            String stated,
            String measured,
            String verdict,
            String sign,
            String difference,
            String explanation,
            String remark,
            List<Link> runs,
            Optional<Picture> picture) {
        public StatementRow {
            runs = List.copyOf(runs);
        }

        boolean anyRuns() {
            return !runs.isEmpty();
        }
    }

    /**
     * A link.
     *
     * @param text what it is called
     * @param target where it leads, relative to the page
     */
    public record Link(String text, String target) {}

    /** A picture beside a statement. */
    public sealed interface Picture {
        /**
         * Which inputs one output sees, along a row of pixels.
         *
         * @param inputs number of pixels
         * @param layers from the image upwards
         */
        record Field(int inputs, List<Window> layers) implements Picture {
            public Field {
                layers = List.copyOf(layers);
            }
        }

        /**
         * One layer of windows.
         *
         * @param label what it is
         * @param outputs positions along the row
         * @param kernel taps of a window
         * @param stride inputs from window to window
         * @param dilation inputs from tap to tap
         * @param padding inputs that the first window begins before the row
         * @param sees receptive field of one output, in pixels
         */
        record Window(String label, int outputs, int kernel, int stride, int dilation, int padding, long sees) {}

        /**
         * What layers cost, as bars.
         *
         * @param unit what is counted
         * @param bars one for each
         */
        record Cost(String unit, List<Bar> bars) implements Picture {
            public Cost {
                bars = List.copyOf(bars);
            }
        }

        /**
         * One bar in parts.
         *
         * @param label what costs
         * @param parts its parts, in order
         */
        record Bar(String label, List<Part> parts) {
            public Bar {
                parts = List.copyOf(parts);
            }
        }

        /**
         * A part of a bar.
         *
         * @param label what it is
         * @param value what it costs
         */
        record Part(String label, long value) {}

        /**
         * Where max pooling with stride 1 sends its gradients.
         *
         * @param kernel rows and columns of a window
         * @param values the input, by rows
         * @param upstream the gradient at each output
         * @param gradient the gradient at each input
         */
        record Routing(int kernel, List<List<Double>> values, List<List<Double>> upstream, List<List<Double>> gradient)
                implements Picture {
            public Routing {
                values = List.copyOf(values);
                upstream = List.copyOf(upstream);
                gradient = List.copyOf(gradient);
            }
        }
    }
}
