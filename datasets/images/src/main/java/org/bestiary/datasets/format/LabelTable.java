package org.bestiary.datasets.format;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.bestiary.common.BoundedFile;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.Split;

/**
 * A table of labels: columns {@code file}, {@code label} and, if wanted, {@code split}, separated by commas, semicolons or
 * tabs, quoted where need be, in UTF-8. Other columns are passed over.
 */
final class LabelTable {
    /** Ten million short lines. */
    private static final int MOST_MEBIBYTES = 512;

    private static final Set<String> FILE =
            Set.of("file", "filename", "filepath", "image", "imagename", "imagepath", "path");
    private static final Set<String> LABEL = Set.of("label", "class", "classname", "classid", "category");
    private static final Set<String> SPLIT = Set.of("split", "subset", "set");
    private static final String COLUMNS =
            "the first line must name the columns file (or filename, image, path) and label (or class, category), and may"
                    + " name split";

    private final Path file;
    private final FoundImages images;
    private final Mistakes mistakes;

    private LabelTable(Path file, FoundImages images) {
        this.file = file;
        this.images = images;
        this.mistakes = new Mistakes(file);
    }

    /**
     * Reads a table.
     *
     * @param file the table
     * @param images what it can name
     * @return the images it names, with label and split; training images where it has no splits
     * @throws DataException if a line is wrong; says which
     */
    static List<Found> read(Path file, FoundImages images) {
        return new LabelTable(file, images).rows();
    }

    private List<Found> rows() {
        String text = text(file);
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator(text))
                .setIgnoreSurroundingSpaces(true)
                .get();
        List<Found> found = new ArrayList<>();
        long line = 1;
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            Optional<Columns> columns = Optional.empty();
            Map<String, Long> known = new HashMap<>();
            for (CSVRecord row : parser) {
                line = parser.getCurrentLineNumber();
                if (columns.isEmpty()) {
                    columns = Optional.of(columns(row, line));
                } else {
                    row(row, columns.get(), line, known).ifPresent(found::add);
                }
                line++;
            }
            if (columns.isEmpty()) {
                mistakes.add(1, COLUMNS + ", but the file is empty");
            } else if (known.isEmpty()) {
                mistakes.addIfAlone(line, "there must be a row for each image, but there is none");
            }
        } catch (IOException | UncheckedIOException e) {
            // The parser's exceptions say something about quotation marks.
            throw new DataException(file + ":" + line + ": this is no row of values: " + e.getMessage() + ".", e);
        }
        mistakes.refuse();
        return found;
    }

    /** Where the columns are; -1 for no splits. */
    private record Columns(int file, int label, int split, int count) {}

    private Columns columns(CSVRecord header, long line) {
        int[] at = {-1, -1, -1};
        List<Set<String>> names = List.of(FILE, LABEL, SPLIT);
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).strip().toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
            for (int column = 0; column < at.length; column++) {
                if (names.get(column).contains(name)) {
                    if (at[column] >= 0) {
                        mistakes.add(
                                line,
                                "a column must be there once, but '" + header.get(at[column]) + "' and '"
                                        + header.get(i) + "' mean the same; rename one");
                    }
                    at[column] = i;
                }
            }
        }
        if (at[0] < 0 || at[1] < 0) {
            mistakes.add(line, COLUMNS + ", got " + Listing.of(header.toList()));
        }
        mistakes.refuse();
        return new Columns(at[0], at[1], at[2], header.size());
    }

    private Optional<Found> row(CSVRecord row, Columns columns, long line, Map<String, Long> known) {
        if (row.size() == 1 && row.get(0).isBlank()) {
            return Optional.empty();
        }
        if (row.size() != columns.count()) {
            mistakes.add(line, "a row must have " + columns.count() + " values as the first line, got " + row.size());
            return Optional.empty();
        }
        String name = row.get(columns.file()).strip();
        String label = Found.composed(row.get(columns.label()).strip());
        Optional<Split> split =
                columns.split() < 0 ? Optional.of(Split.TRAIN) : SplitNames.of(row.get(columns.split()));
        if (split.isEmpty()) {
            mistakes.add(
                    line,
                    "a split must be " + SplitNames.KNOWN + ", got '"
                            + row.get(columns.split()).strip() + "'");
        }
        if (label.isEmpty()) {
            mistakes.add(line, "a label must not be empty");
        }
        Optional<Found> image = images.find(name);
        if (image.isEmpty()) {
            mistakes.add(line, images.why(name));
            return Optional.empty();
        }
        Long before = known.putIfAbsent(image.get().name(), line);
        if (before != null) {
            mistakes.add(line, "an image must have one row, but '" + name + "' has one in line " + before + " too");
        }
        Found plain = image.get();
        return split.map(s -> new Found(plain.file(), plain.name(), label, s));
    }

    /** The text of a file in UTF-8, without a byte order mark. */
    static String text(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DataException(
                    "A list of images must be a file in the folder or have a full path, but there is no " + file
                            + (Files.isDirectory(file) ? ", only a folder of this name." : "."));
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(BoundedFile.bytes(file, MOST_MEBIBYTES)))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new DataException("A list of images must be text in UTF-8, but " + file + " is not.", e);
        } catch (IOException e) {
            throw new DataException("Cannot read " + file + ": " + e.getMessage() + ".", e);
        }
    }

    /** What separates the names in the first line. */
    private static char separator(String text) {
        String header = text.lines().findFirst().orElse("");
        return header.indexOf('\t') >= 0 ? '\t' : header.indexOf(',') < 0 && header.indexOf(';') >= 0 ? ';' : ',';
    }
}
