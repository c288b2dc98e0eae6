package org.bestiary.datasets.datavec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.common.image.Normalisation;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.RandomStream;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.ValidationSplit;
import org.bestiary.datasets.datavec.RecordSource.RawRecord;
import org.bestiary.datasets.memory.ChannelStatistics;
import org.bestiary.datasets.memory.PackedImages;
import org.bestiary.datasets.memory.PackedNumbers;
import org.bestiary.datasets.memory.SelectedImages;

/**
 * Records that were read, as images.
 *
 * @param classes names of the classes in label order
 * @param train training images
 * @param validation validation images, if they are kept apart
 * @param test test images
 * @param problems what was no record, a sentence each, in the order of the files
 * @param filtered how many records the transform's filters left out
 */
record ReadRecords(
        List<String> classes,
        ImageTable train,
        Optional<ImageTable> validation,
        ImageTable test,
        List<String> problems,
        int filtered) {
    ReadRecords {
        classes = List.copyOf(classes);
        problems = List.copyOf(problems);
    }

    /**
     * Reads everything.
     *
     * @param file where the records are
     * @param options how they are read
     * @throws DataException if the files cannot be read so; what is wrong with single records is in {@link #problems}
     */
    static ReadRecords read(Path file, RecordsOptions options) {
        Optional<RecordTransform> transform = options.transform().map(RecordTransform::read);
        RecordSources sources = RecordSources.open(file, options, transform);
        Examples training = new Examples(transform, first -> form(first, sources, options, transform));
        sources.bySplit().get(Split.TRAIN).read(training);
        RecordForm form = training.form()
                .orElseThrow(() -> new DataException("There is no record in " + file
                        + training.problems().stream()
                                .findFirst()
                                .map(p -> ": " + p)
                                .orElse(".")));
        Map<Split, Examples> examples = new EnumMap<>(Split.class);
        sources.bySplit().forEach((split, source) -> {
            Examples all = split == Split.TRAIN ? training : new Examples(transform, first -> form);
            if (split != Split.TRAIN) {
                source.read(all);
            }
            examples.put(split, all);
        });
        return tables(file, options, form, examples);
    }

    private static RecordForm form(
            RawRecord first, RecordSources sources, RecordsOptions options, Optional<RecordTransform> transform) {
        Optional<List<String>> called = transform.map(RecordTransform::outputs).or(sources::names);
        // LibSVM has the label first in the file, and its reader puts it last.
        RecordsOptions read =
                sources.format() == RecordFormat.LIBSVM && transform.isEmpty() ? options.withLabel("last") : options;
        int expected = options.shape()
                .filter(s -> !sources.areSequences())
                .map(s -> s.values() + options.ignore().size() + 1)
                .orElse(first.steps().get(0).size());
        return RecordForm.of(
                called,
                called.map(List::size).orElse(expected),
                first.steps().size(),
                sources.areSequences(),
                first.label().isEmpty(),
                read,
                sources.file().toString());
    }

    private static ReadRecords tables(
            Path file, RecordsOptions options, RecordForm form, Map<Split, Examples> examples) {
        List<String> labels = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int filtered = 0;
        for (Examples split : examples.values()) {
            labels.addAll(split.labels());
            problems.addAll(split.problems());
            filtered += split.filtered();
        }
        if (examples.get(Split.TRAIN).labels().isEmpty()) {
            throw useless(file, options, form, problems);
        }
        ClassNames classes = options.classes().isEmpty()
                ? ClassNames.of(labels, file.toString())
                : ClassNames.given(options.classes());
        ImageTable train = table(form, classes, examples.get(Split.TRAIN));
        Optional<ImageTable> validation =
                Optional.ofNullable(examples.get(Split.VALIDATION)).map(e -> table(form, classes, e));
        if (examples.containsKey(Split.TEST)) {
            ImageTable test = table(form, classes, examples.get(Split.TEST));
            return new ReadRecords(classes.names(), train, validation, test, problems, filtered);
        }
        // Another choice than that of validation images, which may have the same seed.
        long seed = RandomStream.of(options.seed()).split("test share").nextLong();
        ValidationSplit.Cut cut = new ValidationSplit(options.testShare(), seed).cut(train);
        return new ReadRecords(
                classes.names(),
                new SelectedImages(train, cut.train()),
                validation,
                new SelectedImages(train, cut.validation()),
                problems,
                filtered);
    }

    private static DataException useless(Path file, RecordsOptions options, RecordForm form, List<String> problems) {
        String shape = options.shape()
                .filter(s -> !form.sequence())
                .map(s -> " Images of " + s + " have " + s.values() + " values beside the label.")
                .orElse("");
        return new DataException("No record of " + file + " can be used"
                + problems.stream().findFirst().map(p -> ": " + p).orElse("; the transform leaves all of them out.")
                + shape);
    }

    private static ImageTable table(RecordForm form, ClassNames classes, Examples examples) {
        int each = form.shape().values();
        int[] labels = classes.of(examples.labels());
        if ((long) labels.length * each > Integer.MAX_VALUE - 8) {
            throw new DataException("Records are kept in memory, at most 2^31 values; got " + labels.length + " of "
                    + each + "; use fewer.");
        }
        if (form.options().pixels()) {
            byte[] pixels = new byte[labels.length * each];
            for (int i = 0; i < labels.length; i++) {
                System.arraycopy(examples.pixels().get(i), 0, pixels, i * each, each);
            }
            return new PackedImages(form.shape(), classes.names().size(), pixels, labels);
        }
        float[] numbers = new float[labels.length * each];
        for (int i = 0; i < labels.length; i++) {
            System.arraycopy(examples.numbers().get(i), 0, numbers, i * each, each);
        }
        return new PackedNumbers(form.shape(), classes.names().size(), numbers, labels);
    }

    /** Mean and deviation of the training images; a channel that never changes is only shifted. */
    Normalisation normalisation() {
        ChannelStatistics statistics = ChannelStatistics.of(train);
        return new Normalisation(
                statistics.mean(),
                statistics.std().stream().map(s -> s > 0 ? s : 1.0).toList());
    }
}
