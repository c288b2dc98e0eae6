package org.bestiary.datasets.datavec;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.Split;

/**
 * Where the records of each split come from; a split that is a share of another one has no source.
 *
 * @param format of all of them
 * @param file of the training records, for messages
 * @param bySplit at least training records
 */
record RecordSources(RecordFormat format, Path file, Map<Split, RecordSource> bySplit) {
    /**
     * Opens all.
     *
     * @param file of the training records
     * @param options name the others
     * @param transform that records go through
     * @throws DataException if a file cannot be read, or the columns are not the same in all
     */
    static RecordSources open(Path file, RecordsOptions options, Optional<RecordTransform> transform) {
        RecordFormat format = options.reader().orElseGet(() -> RecordFormat.of(file));
        Map<Split, Path> files = new EnumMap<>(Split.class);
        files.put(Split.TRAIN, file);
        options.validation().ifPresent(f -> files.put(Split.VALIDATION, f));
        options.test().ifPresent(f -> files.put(Split.TEST, f));
        Opener opener = opener(format, files, options, transform);
        Map<Split, RecordSource> sources = new EnumMap<>(Split.class);
        files.forEach((split, f) -> sources.put(split, opener.open(f)));
        Optional<List<String>> names = sources.get(Split.TRAIN).names();
        for (Map.Entry<Split, RecordSource> other : sources.entrySet()) {
            Optional<List<String>> found = other.getValue().names();
            if (names.isPresent() && found.isPresent() && !found.equals(names)) {
                throw new DataException("All records must have the same columns in the same order, but those of "
                        + files.get(other.getKey()) + " have other names than those of " + file + ".");
            }
        }
        return new RecordSources(format, file, sources);
    }

    private interface Opener {
        RecordSource open(Path file);
    }

    private static Opener opener(
            RecordFormat format, Map<Split, Path> files, RecordsOptions options, Optional<RecordTransform> transform) {
        return switch (format) {
            case CSV -> file -> LineSources.csv(file, options);
            case CSV_SEQUENCE -> file -> SequenceSource.of(file, options);
            case JSON_LINES -> {
                // The fields of the training records are looked for in all files.
                Optional<List<String>> fields = transform
                        .map(RecordTransform::inputs)
                        .or(() -> LineSources.json(files.get(Split.TRAIN), Optional.empty())
                                .names());
                yield file -> LineSources.json(file, fields);
            }
            case LIBSVM -> {
                int atLeast = transform
                        .map(t -> t.inputs().size() - 1)
                        .orElse(options.shape().map(ImageShape::values).orElse(0));
                LineSources.IndexRange range = LineSources.IndexRange.of(List.copyOf(files.values()), atLeast);
                yield file -> LineSources.libSvm(file, range);
            }
        };
    }

    /** Names of the values of a record, where they have names. */
    Optional<List<String>> names() {
        return bySplit.get(Split.TRAIN).names();
    }

    /** Whether records are sequences of steps. */
    boolean areSequences() {
        return format == RecordFormat.CSV_SEQUENCE;
    }
}
