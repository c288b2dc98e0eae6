package org.bestiary.datasets.datavec;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bestiary.common.image.ImageException;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.DataException;

/**
 * How the records of a {@link RecordsDataset} are read: what stands behind the question mark of its id, by name.
 *
 * <p>Values are checked when they are given; what depends on the file is checked when it is read.
 */
final class RecordsOptions {
    private static final String EXAMPLE = "records:digits.csv?label=first&shape=1x28x28&test=more.csv";
    private static final List<String> NAMES = List.of(
            "reader",
            "label",
            "labels",
            "classes",
            "shape",
            "values",
            "order",
            "header",
            "delimiter",
            "quote",
            "skip",
            "ignore",
            "transform",
            "validation",
            "test",
            "test-share",
            "seed");
    private static final List<String> PATHS = List.of("labels", "transform", "validation", "test");
    private static final Map<String, Character> DELIMITERS =
            Map.of("comma", ',', "tab", '\t', "semicolon", ';', "space", ' ', "bar", '|', "colon", ':');
    private static final Map<String, Character> QUOTES = Map.of("double", '"', "single", '\'', "none", '\0');

    private final Map<String, String> given;

    private RecordsOptions(Map<String, String> given) {
        this.given = given;
        shape();
        choice("values", List.of("pixels", "numbers"));
        choice("order", List.of("chw", "hwc"));
        choice("header", List.of("yes", "no"));
        if (delimiter(',') == quote()) {
            throw new DataException("delimiter and quote of records must differ, got '" + quote() + "' for both.");
        }
        if (skip() < 0) {
            throw new DataException("Option skip of records must be at least 0, got " + skip() + ".");
        }
        if (!(testShare() > 0 && testShare() < 1)) {
            throw new DataException(
                    "Option test-share of records must be above 0 and below 1, got " + testShare() + ".");
        }
        if (given.containsKey("test") && given.containsKey("test-share")) {
            throw new DataException(
                    "The test records come from a file or are a share, got test and test-share;" + " leave one out.");
        }
        seed();
        given.computeIfPresent(
                "reader", (name, value) -> RecordFormat.parse(value).id());
    }

    /**
     * Reads options.
     *
     * @param text {@code name=value&name=value}; empty for none
     * @throws DataException if a name or value is unknown, or a name is given twice
     */
    static RecordsOptions parse(String text) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String entry : text.isEmpty() ? new String[0] : text.split("&", -1)) {
            int equals = entry.indexOf('=');
            String name = equals < 0 ? entry : entry.substring(0, equals);
            if (!NAMES.contains(name)) {
                throw new DataException("Records have the options " + String.join(", ", NAMES) + ", as in " + EXAMPLE
                        + ", got '" + name + "'.");
            }
            if (equals < 0 || given.putIfAbsent(name, value(name, plain(entry.substring(equals + 1)))) != null) {
                throw new DataException(
                        "Options of records are name=value, each once, as in " + EXAMPLE + ", got '" + entry + "'.");
            }
        }
        return new RecordsOptions(given);
    }

    /** In values {@code %26} stands for {@code &}, {@code %3F} for a question mark, and {@code %25} for a percent sign. */
    private static String plain(String text) {
        return text.replace("%26", "&").replace("%3F", "?").replace("%25", "%");
    }

    private static String escaped(String value) {
        return value.replaceAll("%(?=25|26|3F)", "%25").replace("&", "%26").replace("?", "%3F");
    }

    /** Paths are made absolute, so that the id means the same files anywhere. */
    private static String value(String name, String text) {
        return PATHS.contains(name) ? Path.of(text).toAbsolutePath().normalize().toString() : text;
    }

    private void choice(String name, List<String> allowed) {
        if (given.containsKey(name) && !allowed.contains(given.get(name))) {
            throw new DataException("Option " + name + " of records is " + String.join(" or ", allowed) + ", got '"
                    + given.get(name) + "'.");
        }
    }

    private <T> T number(String name, T otherwise, Function<String, T> parse) {
        try {
            return given.containsKey(name) ? parse.apply(given.get(name)) : otherwise;
        } catch (NumberFormatException e) {
            throw new DataException(
                    "Option " + name + " of records must be a number, got '" + given.get(name) + "'.", e);
        }
    }

    private List<String> list(String name) {
        return given.containsKey(name) ? Arrays.asList(given.get(name).split(",", -1)) : List.of();
    }

    private Optional<Path> path(String name) {
        return Optional.ofNullable(given.get(name)).map(Path::of);
    }

    private char character(String name, Map<String, Character> names, char otherwise) {
        String value = given.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value.length() != 1 && !names.containsKey(value)) {
            throw new DataException("Option " + name + " of records is one character or "
                    + names.keySet().stream().sorted().collect(Collectors.joining(", ")) + ", got '" + value + "'.");
        }
        return value.length() == 1 ? value.charAt(0) : names.get(value);
    }

    /** Which reader, if it is not chosen by the file's name. */
    Optional<RecordFormat> reader() {
        return Optional.ofNullable(given.get("reader")).map(RecordFormat::parse);
    }

    /** The label's column: {@code first}, {@code last}, a name, or a number from 0. */
    Optional<String> label() {
        return Optional.ofNullable(given.get("label"));
    }

    /** The same with the label in this column. */
    RecordsOptions withLabel(String column) {
        Map<String, String> other = new LinkedHashMap<>(given);
        other.put("label", column);
        return new RecordsOptions(other);
    }

    /** Numbered files that hold the labels of numbered sequences. */
    Optional<Path> labels() {
        return path("labels");
    }

    /** Names of the classes in label order; empty for those that occur. */
    List<String> classes() {
        return list("classes");
    }

    /** Shape of the images that records become. */
    Optional<ImageShape> shape() {
        String value = given.get("shape");
        if (value == null) {
            return Optional.empty();
        }
        if (!value.matches("\\d{1,9}x\\d{1,9}x\\d{1,9}")) {
            throw new DataException(
                    "Option shape of records is CHANNELSxHEIGHTxWIDTH, as 1x28x28 for grey images or 3x1x128"
                            + " for sequences, got '" + value + "'.");
        }
        String[] sides = value.split("x");
        try {
            return Optional.of(
                    new ImageShape(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), Integer.parseInt(sides[2])));
        } catch (ImageException e) {
            throw new DataException("Option shape of records: " + e.getMessage(), e);
        }
    }

    /** Whether values are pixels from 0 to 255; by default those of images of several rows with 1 or 3 channels. */
    boolean pixels() {
        if (given.containsKey("values")) {
            return given.get("values").equals("pixels");
        }
        return shape().filter(s -> s.height() > 1 && (s.channels() == 1 || s.channels() == 3))
                .isPresent();
    }

    /** Whether the values of a record come channel by channel, and not pixel by pixel. */
    boolean channelsFirst() {
        return !given.getOrDefault("order", "chw").equals("hwc");
    }

    /** Whether the first line names the columns, if that is said. */
    Optional<Boolean> header() {
        return Optional.ofNullable(given.get("header")).map(value -> value.equals("yes"));
    }

    /** What separates values. */
    char delimiter(char otherwise) {
        return character("delimiter", DELIMITERS, otherwise);
    }

    /** What may stand around values. */
    char quote() {
        return character("quote", QUOTES, '"');
    }

    /** Lines at the beginning of a file, before the header, that are no records. */
    int skip() {
        return number("skip", 0, Integer::parseInt);
    }

    /** Columns that are left out, by name or number. */
    List<String> ignore() {
        return list("ignore");
    }

    /** A file with a TransformProcess of DataVec. */
    Optional<Path> transform() {
        return path("transform");
    }

    /** Where the validation records are, if they are kept apart. */
    Optional<Path> validation() {
        return path("validation");
    }

    /** Where the test records are, if they are kept apart. */
    Optional<Path> test() {
        return path("test");
    }

    /** Share of the records of each class for testing, where they are not kept apart. */
    double testShare() {
        return number("test-share", 0.2, Double::parseDouble);
    }

    /** Seed of that choice. */
    long seed() {
        return number("seed", 0L, Long::parseLong);
    }

    /** What {@link #parse} reads, with a question mark before it. */
    String suffix() {
        return given.isEmpty()
                ? ""
                : given.entrySet().stream()
                        .map(e -> e.getKey() + "=" + escaped(e.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }
}
