package org.bestiary.datasets.datavec;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bestiary.datasets.DataException;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.records.reader.impl.csv.CSVSequenceRecordReader;
import org.datavec.api.split.CollectionInputSplit;
import org.datavec.api.split.FileSplit;
import org.datavec.api.split.InputSplit;
import org.datavec.api.split.NumberedFileInputSplit;
import org.datavec.api.writable.Writable;

/**
 * Sequences, one in a file: a line for each step. The files are numbered ({@code features/%d.csv}) or in folders named after
 * their classes.
 */
final class SequenceSource implements RecordSource {
    private final Path place;
    private final RecordsOptions options;
    private final List<Path> files;
    private final List<Optional<String>> labels;
    private final char delimiter;
    private final Optional<List<String>> names;

    private SequenceSource(Path place, RecordsOptions options, List<Path> files, List<Optional<String>> labels) {
        this.place = place;
        this.options = options;
        this.files = files;
        this.labels = labels;
        boolean tabs = RecordFormat.ending(files.get(0)).equals("tsv");
        this.delimiter = options.delimiter(tabs ? '\t' : ',');
        this.names = Header.names(files.get(0), options, delimiter, '\0');
    }

    /**
     * Opens sequences.
     *
     * @param place a folder of class folders, a path with a number in its name, or a single file
     * @throws DataException if there are no such files
     */
    static SequenceSource of(Path place, RecordsOptions options) {
        List<Path> files = new ArrayList<>();
        List<Optional<String>> labels = new ArrayList<>();
        if (Files.isDirectory(place)) {
            for (Path folder : list(place, Files::isDirectory)) {
                for (Path file : list(folder, f -> Files.isRegularFile(f) && RecordFormat.isTable(f))) {
                    files.add(file);
                    labels.add(
                            options.label().isPresent()
                                    ? Optional.empty()
                                    : Optional.of(folder.getFileName().toString()));
                }
            }
        } else if (RecordFormat.isNumbered(place)) {
            InputSplit split = numbered(place);
            for (URI location : split.locations()) {
                Path file = Path.of(location);
                files.add(file);
                labels.add(options.labels().map(pattern -> label(file, place, pattern)));
            }
        } else {
            throw new DataException(
                    "Sequences are files in folders named after their classes, or files with a number in"
                            + " their names, as features/%d.csv, got " + place + ".");
        }
        if (files.isEmpty()) {
            throw new DataException("There are no sequences in " + place
                    + ", which must have folders named after the classes with CSV files in them.");
        }
        return new SequenceSource(place, options, files, labels);
    }

    /** Entries of a folder by name: the file system's order would be another one elsewhere. */
    private static List<Path> list(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(e -> !e.getFileName().toString().startsWith("."))
                    .filter(wanted)
                    .sorted(Comparator.comparing(e -> e.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw LineSource.unreadable(folder, e);
        }
    }

    /** All files of a path with a number, from the least number to the largest. */
    private static InputSplit numbered(Path pattern) {
        Pattern name = Pattern.compile(Pattern.quote(pattern.getFileName().toString())
                .replaceFirst(RecordFormat.NUMBER, "\\\\E(\\\\d+)\\\\Q"));
        int least = Integer.MAX_VALUE;
        int most = -1;
        Path folder = pattern.getParent();
        for (Path file : Files.isDirectory(folder) ? list(folder, Files::isRegularFile) : List.<Path>of()) {
            Matcher matcher = name.matcher(file.getFileName().toString());
            if (matcher.matches() && matcher.group(1).length() < 10) {
                least = Math.min(least, Integer.parseInt(matcher.group(1)));
                most = Math.max(most, Integer.parseInt(matcher.group(1)));
            }
        }
        if (most < 0) {
            throw new DataException("There are no files " + pattern + " with a number in place of %d.");
        }
        return new NumberedFileInputSplit(pattern.toString(), least, most);
    }

    /** The label of a numbered sequence: the one value in the file of the same number. */
    private static String label(Path features, Path pattern, Path labels) {
        if (!RecordFormat.isNumbered(labels)) {
            throw new DataException("Option labels names files with a number, as labels/%d.csv, got " + labels + ".");
        }
        Matcher number = Pattern.compile(Pattern.quote(pattern.getFileName().toString())
                        .replaceFirst(RecordFormat.NUMBER, "\\\\E(\\\\d+)\\\\Q"))
                .matcher(features.getFileName().toString());
        if (!number.matches()) {
            throw new IllegalStateException(features + " is not one of " + pattern);
        }
        File file = new File(String.format(labels.toString(), Integer.parseInt(number.group(1))));
        if (!file.isFile()) {
            return "";
        }
        try (CSVRecordReader reader = new CSVRecordReader()) {
            reader.initialize(new FileSplit(file));
            return reader.hasNext() ? reader.next().get(0).toString() : "";
        } catch (IOException | RuntimeException e) {
            throw LineSource.unreadable(file.toPath(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Optional<List<String>> names() {
        return names;
    }

    @Override
    public void read(Sink sink) {
        int skip = options.skip() + (names.isPresent() ? 1 : 0);
        try (CSVSequenceRecordReader reader =
                new CSVSequenceRecordReader(skip, Pattern.quote(String.valueOf(delimiter)))) {
            reader.initialize(
                    new CollectionInputSplit(files.stream().map(Path::toUri).toList()));
            for (int i = 0; i < files.size(); i++) {
                read(reader, i, sink);
            }
        } catch (IOException e) {
            throw LineSource.unreadable(place, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read(CSVSequenceRecordReader reader, int i, Sink sink) {
        List<List<Writable>> steps;
        try {
            steps = reader.sequenceRecord().stream()
                    .filter(step -> step.size() > 1 || !step.get(0).toString().isBlank())
                    .toList();
        } catch (RuntimeException e) {
            // The reader has gone on to the next file before it read this one.
            sink.bad(files.get(i) + (Files.exists(files.get(i)) ? " cannot be read." : " is missing."));
            return;
        }
        if (steps.isEmpty()) {
            sink.bad(files.get(i) + " has no steps.");
        } else {
            sink.add(new RawRecord(files.get(i).toString(), steps, labels.get(i)));
        }
    }
}
