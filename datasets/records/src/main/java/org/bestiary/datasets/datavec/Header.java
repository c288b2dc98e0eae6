package org.bestiary.datasets.datavec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.split.FileSplit;

/** Whether the first line of a table names its columns. */
final class Header {
    private static final Set<String> MISSING = Set.of("", "?", "na", "n/a", "nan", "null", "-");

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

    private Header() {}

    /**
     * Judges the first two lines. The first one is a header if it has no number and the second has one; or if the label's
     * place has a word in it, and a number in the second, as where columns of pixels are called by numbers; or if it has
     * the name that the label is asked for by, or looked for by.
     *
     * @param lines the first one or two
     * @param label how the label is asked for
     */
    static boolean isHeader(List<List<String>> lines, Optional<String> label) {
        List<String> first = lines.get(0);
        List<String> called = label.filter(Header::isWord).map(List::of).orElse(RecordColumns.LABEL_NAMES);
        if (first.stream().anyMatch(called::contains)) {
            return true;
        }
        if (lines.size() < 2 || first.size() != lines.get(1).size()) {
            return false;
        }
        List<String> second = lines.get(1);
        boolean words =
                first.stream().noneMatch(Header::isNumber) && first.stream().anyMatch(Header::isWord);
        if (words && second.stream().anyMatch(Header::isNumber)) {
            return true;
        }
        int at = RecordColumns.place(label.orElse(""), first.size());
        return at >= 0 && isWord(first.get(at)) && isNumber(second.get(at));
    }

    /**
     * Names of the columns of a table, if its first line is a header by what is said or by how it looks.
     *
     * @param file the table
     * @param options may say whether there is a header, and what is skipped before it
     */
    static Optional<List<String>> names(Path file, RecordsOptions options, char delimiter, char quote) {
        List<List<String>> first = new ArrayList<>();
        try (CSVRecordReader reader = new CSVRecordReader(options.skip(), delimiter, quote)) {
            reader.initialize(new FileSplit(file.toFile()));
            while (first.size() < 2 && reader.hasNext()) {
                first.add(reader.next().stream()
                        .map(value -> RecordColumns.plain(value.toString()))
                        .toList());
            }
        } catch (IOException | RuntimeException e) {
            // What is wrong with the first lines is said when all of them are read.
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        boolean header = !first.isEmpty() && options.header().orElseGet(() -> isHeader(first, options.label()));
        return header ? Optional.of(first.get(0)) : Optional.empty();
    }

    /** Whether a text is a number in decimals. */
    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    private static boolean isWord(String text) {
        return !isNumber(text) && !MISSING.contains(text.strip().toLowerCase(Locale.ROOT));
    }
}
