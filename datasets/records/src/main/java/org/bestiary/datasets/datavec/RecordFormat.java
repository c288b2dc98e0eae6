package org.bestiary.datasets.datavec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bestiary.datasets.DataException;

/** How records are written in files; each has a reader of DataVec. */
enum RecordFormat {
    /** A record per line, values separated by a character. */
    CSV("csv", List.of("csv", "tsv", "txt", "data")),
    /** A record per line: label, then {@code index:value} of the values that are not 0. */
    LIBSVM("libsvm", List.of("libsvm", "svm", "svmlight")),
    /** A JSON object per line. */
    JSON_LINES("json-lines", List.of("jsonl", "ndjson", "json")),
    /** A file per record: a line for each step of a sequence, values separated by a character. */
    CSV_SEQUENCE("csv-sequence", List.of());

    /** What stands for a number in names of files, as {@code %d} or {@code %03d}. */
    static final String NUMBER = "%(0\\d)?d";

    private final String id;
    private final List<String> endings;

    RecordFormat(String id, List<String> endings) {
        this.id = id;
        this.endings = endings;
    }

    /** Its name in options. */
    String id() {
        return id;
    }

    /** The format of this name. */
    static RecordFormat parse(String id) {
        return Arrays.stream(values())
                .filter(f -> f.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new DataException("Records are read by "
                        + String.join(
                                ", ", Arrays.stream(values()).map(f -> f.id).toList()) + ", got reader '" + id
                        + "'."));
    }

    /** The format of a file by its ending; folders and numbered files hold sequences. */
    static RecordFormat of(Path file) {
        if (Files.isDirectory(file) || isNumbered(file)) {
            return CSV_SEQUENCE;
        }
        String ending = ending(file);
        Optional<RecordFormat> found =
                Arrays.stream(values()).filter(f -> f.endings.contains(ending)).findFirst();
        return found.orElseThrow(() -> new DataException("The name of " + file
                + " does not say how its records are written; add reader=csv, libsvm, json-lines or csv-sequence."));
    }

    /** Whether a path stands for many files with numbers in their names. */
    static boolean isNumbered(Path file) {
        return file.getFileName() != null
                && file.getFileName().toString().matches(".*" + NUMBER + ".*")
                && !Files.exists(file);
    }

    /** Whether a file holds lines of values, by its ending. */
    static boolean isTable(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && CSV.endings.contains(ending(file));
    }

    /** What is behind the last dot of a file's name. */
    static String ending(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
