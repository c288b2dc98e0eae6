package org.bestiary.datasets.datavec;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bestiary.common.image.Filter;
import org.bestiary.common.image.Fit;
import org.bestiary.common.image.Preparation;
import org.bestiary.datasets.Availability;
import org.bestiary.datasets.ClassSizes;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.FetchProgress;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.memory.ImageCache;

/**
 * {@code records:FILE}: one's own records, read by DataVec. A record is a label and the values of an image: the pixels of
 * digits in a CSV file, or numbers as they were measured, of which the sequences of sensors are the usual ones.
 *
 * <p>{@code records:digits.csv?shape=1x28x28&label=first} reads pixels, {@code records:readings/?header=yes} sequences from
 * folders named after the classes. What may stand behind the question mark is in {@link RecordsOptions}. Images are
 * normalised by the mean and deviation of the training records, channel by channel. Everything is kept in memory, once per
 * process.
 */
public final class RecordsDataset implements ImageDataset {
    /** How the id begins. */
    public static final String PREFIX = "records:";

    private static final int TOLD = 10;
    private static final Map<String, SoftReference<ReadRecords>> READ = new HashMap<>();

    private final Path file;
    private final RecordsOptions options;

    private RecordsDataset(Path file, RecordsOptions options) {
        this.file = file.toAbsolutePath().normalize();
        this.options = options;
    }

    /**
     * The data set of an id.
     *
     * @param id {@code records:PATH}, with options after a question mark
     * @return the data set; nothing is read yet
     * @throws DataException if the options break a rule
     */
    public static RecordsDataset of(String id) {
        String rest = id.substring(PREFIX.length());
        int mark = rest.lastIndexOf('?');
        if (mark < 0 || Files.exists(Path.of(rest))) {
            return new RecordsDataset(Path.of(rest), RecordsOptions.parse(""));
        }
        return new RecordsDataset(Path.of(rest.substring(0, mark)), RecordsOptions.parse(rest.substring(mark + 1)));
    }

    @Override
    public String id() {
        return PREFIX + file + options.suffix();
    }

    @Override
    public DatasetCard card() {
        ReadRecords records = read();
        return new DatasetCard(
                "Records in " + file,
                "One's own records, read by DataVec.",
                records.classes(),
                records.train().shape(),
                records.train().count(),
                records.test().count(),
                records.normalisation(),
                "That of the records",
                "The file " + file,
                List.of(),
                List.of(),
                false,
                List.of("Normalised by mean and deviation of the training records."));
    }

    @Override
    public ClassSizes classSizes() {
        ReadRecords records = read();
        return new ClassSizes(counts(records.train()), counts(records.test()));
    }

    private static List<Integer> counts(ImageTable table) {
        return Arrays.stream(table.classCounts()).boxed().toList();
    }

    /** Pixels are prepared as those of other sets that are no image files; numbers are no pictures. */
    @Override
    public Preparation preparation() {
        ImageTable train = read().train();
        return train.numeric()
                ? new Preparation(train.shape(), Fit.NONE, Filter.BILINEAR)
                : ImageDataset.super.preparation();
    }

    @Override
    public Availability availability(DataDirectory directory) {
        return new Availability(
                Optional.of(file), missing().map(path -> "there is no " + path).toList());
    }

    /** All files and folders that are read. */
    private Stream<Path> places() {
        return Stream.concat(
                Stream.of(file),
                Stream.of(options.validation(), options.test(), options.transform(), options.labels())
                        .flatMap(Optional::stream));
    }

    private Stream<Path> missing() {
        return places().filter(path -> !Files.exists(RecordFormat.isNumbered(path) ? path.getParent() : path));
    }

    @Override
    public void fetch(DataDirectory directory, FetchProgress progress) {
        missing().findFirst().ifPresent(path -> {
            throw new DataException("There is no " + path + ", and one's own records cannot be downloaded.");
        });
    }

    @Override
    public TrainTest load(DataDirectory directory) {
        ReadRecords records = read();
        List<String> problems = records.problems();
        List<String> remarks = new ArrayList<>();
        if (!problems.isEmpty()) {
            if (!directory.skipBad()) {
                throw new DataException(problems.get(0)
                        + (problems.size() > 1 ? " " + (problems.size() - 1) + " more are bad." : "")
                        + " Repair or remove what is bad, or leave it out with --skip-bad.");
            }
            remarks.addAll(problems.subList(0, Math.min(TOLD, problems.size())));
            remarks.add(problems.size() + " records of " + file + " are bad and were left out");
        }
        if (records.filtered() > 0) {
            remarks.add(records.filtered() + " records of " + file + " were left out by the filters of the transform");
        }
        return new TrainTest(records.train(), records.validation(), records.test(), remarks);
    }

    /** What the files hold now; read again only if they have changed, or if the memory was needed for something else. */
    private ReadRecords read() {
        missing().findFirst().ifPresent(path -> {
            throw new DataException(
                    "There is no " + path + "; records are read from a file, a folder or numbered files.");
        });
        String stamp = id() + "\n" + String.join("\n", states());
        synchronized (READ) {
            SoftReference<ReadRecords> known = READ.get(stamp);
            ReadRecords records = known == null ? null : known.get();
            if (records == null) {
                records = ReadRecords.read(file, options);
                READ.values().removeIf(reference -> reference.get() == null);
                READ.put(stamp, new SoftReference<>(records));
            }
            return records;
        }
    }

    /** Names, sizes and times of all files. */
    private List<String> states() {
        List<String> states = new ArrayList<>();
        for (Path place : places().toList()) {
            Path folder = RecordFormat.isNumbered(place) ? place.getParent() : place;
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(Files::isRegularFile)
                        .map(ImageCache::state)
                        .sorted()
                        .forEach(states::add);
            } catch (IOException e) {
                throw LineSource.unreadable(folder, e);
            }
        }
        return states;
    }
}
