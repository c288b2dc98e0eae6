package org.bestiary.reports.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bestiary.common.AtomicFile;
import org.bestiary.common.BestiaryException;
import org.bestiary.common.BoundedFile;
import org.bestiary.common.image.ImageInput;
import org.bestiary.common.image.MeanImage;

/**
 * The directory of one run, {@code runs/<run-id>/}:
 *
 * <pre>
 * run.json          the record, see {@link RunRecord}
 * metrics.csv       its epochs as a table
 * predictions.json  the test images that the report shows
 * predictions.csv   what the network said of every test image
 * mean-image.npy    what is taken off every image, where it is a mean image
 * network.svg       the picture of the network
 * augmentation.png  training images as they are and as they were changed
 * checkpoints/      what the run resumes from
 * model.zip         the best model
 * report.html       the page
 * </pre>
 *
 * <p>Every file is replaced as a whole, so that a run killed at any moment leaves a directory that can be read. One
 * process writes a run; any number may read it meanwhile.
 */
public final class RunDirectory {
    /** A hundred thousand epochs have 9 MB. */
    private static final int MOST_METRICS_MEBIBYTES = 128;

    private static final int MOST_MEAN_IMAGE_MEBIBYTES = 64;

    /** The name of the file with the mean image, here and in archives of networks. */
    public static final String MEAN_IMAGE = "mean-image.npy";

    private static final String RECORD = "run.json";

    private final Path path;

    private RunDirectory(Path path) {
        this.path = path;
    }

    /**
     * Makes the directory of a new run.
     *
     * @param runs directory of all runs, made if it is missing
     * @param id id of the run
     * @throws RunException if the id is malformed or taken, or the directory cannot be made
     */
    public static RunDirectory create(Path runs, String id) {
        try {
            RunRecord.checkId(id);
        } catch (IllegalArgumentException e) {
            throw new RunException(e.getMessage(), e);
        }
        Path path = runs.resolve(id);
        try {
            if (Files.exists(runs) && !Files.isDirectory(runs)) {
                throw new RunException("the runs directory must be a directory, got the file " + runs
                        + "; name another with --runs-dir");
            }
            Files.createDirectories(runs);
            Files.createDirectory(path);
            Files.createDirectory(path.resolve("checkpoints"));
        } catch (FileAlreadyExistsException e) {
            throw new RunException(
                    "a run id must be new, got " + Rules.quote(id) + " which is in " + runs + "; choose another", e);
        } catch (IOException e) {
            throw new RunException(
                    "cannot make the run directory " + path + ": " + RunException.describe(e)
                            + "; name another with --runs-dir",
                    e);
        }
        return new RunDirectory(path);
    }

    /**
     * Makes the directory of a run, or takes the one that a process left that was killed before it wrote the record. What
     * such a directory holds already is written again by the run.
     *
     * @throws RunException if it cannot be made, or has a record
     */
    public static RunDirectory createOrTake(Path runs, String id) {
        Path path = runs.resolve(id);
        if (!Files.isDirectory(path) || Files.exists(path.resolve(RECORD))) {
            return create(runs, id);
        }
        try {
            Files.createDirectories(path.resolve("checkpoints"));
        } catch (IOException e) {
            throw RunException.cannotWrite(path, e);
        }
        return new RunDirectory(path);
    }

    /**
     * The directory of an existing run.
     *
     * @throws RunException if it is not a directory or has no {@code run.json}
     */
    public static RunDirectory open(Path path) {
        if (!isOne(path)) {
            throw none(path);
        }
        return new RunDirectory(path);
    }

    /** Whether a directory is that of a run. */
    static boolean isOne(Path path) {
        return Files.isRegularFile(path.resolve(RECORD));
    }

    /** What is said of a path that is not the directory of a run. */
    static RunException none(Path path) {
        return new RunException("a run directory must contain run.json, got " + path
                + (Files.isDirectory(path) ? " without one" : " which is no directory")
                + "; give the directory of a run");
    }

    /**
     * The runs in a directory, sorted by id; none if the directory does not exist.
     *
     * @throws RunException if the directory cannot be read
     */
    public static List<RunDirectory> list(Path runs) {
        if (!Files.exists(runs)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(runs)) {
            return entries.filter(RunDirectory::isOne)
                    .sorted()
                    .map(RunDirectory::new)
                    .toList();
        } catch (IOException e) {
            throw new RunException("cannot list the runs in " + runs + ": " + RunException.describe(e), e);
        }
    }

    /** Where the directory is. */
    public Path path() {
        return path;
    }

    /** The id of the run, which is the directory's name. */
    public String id() {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }

    /** The record's file. */
    public Path recordFile() {
        return path.resolve(RECORD);
    }

    /** The table of epochs. */
    public Path metricsFile() {
        return path.resolve("metrics.csv");
    }

    /** The images of the report. */
    public Path predictionsFile() {
        return path.resolve("predictions.json");
    }

    /** What the network said of every test image. */
    public Path answersFile() {
        return path.resolve("predictions.csv");
    }

    /** The mean image, in NumPy's format. */
    public Path meanImageFile() {
        return path.resolve(MEAN_IMAGE);
    }

    /**
     * Writes the mean image of an input, where it has one; before the record that names it.
     *
     * @throws IOException if it cannot be written
     */
    public void writeMeanImage(ImageInput input) throws IOException {
        Optional<MeanImage> image = input.normalisation().image();
        if (image.isPresent()) {
            AtomicFile.write(meanImageFile(), image.get().bytes());
        }
    }

    /**
     * How an image file becomes the input of the run's network.
     *
     * @param record of the run
     * @return the input; empty for records of earlier versions, which do not say it
     * @throws org.bestiary.common.BestiaryException if what is recorded is no input, or its mean image is missing or damaged
     */
    public Optional<ImageInput> input(RunRecord record) {
        return record.input().map(summary -> summary.input(this::meanImage));
    }

    private MeanImage meanImage() {
        try {
            return MeanImage.parse(BoundedFile.bytes(meanImageFile(), MOST_MEAN_IMAGE_MEBIBYTES));
        } catch (IOException e) {
            throw noMeanImage(RunException.describe(e), e);
        } catch (BestiaryException e) {
            throw noMeanImage(e.getMessage(), e);
        }
    }

    private RunException noMeanImage(String why, Exception cause) {
        return new RunException(
                "a run that takes a mean image off must have it, but " + meanImageFile() + " cannot be read: " + why
                        + "; repeat the run",
                cause);
    }

    /** The picture of the network; write it with {@link AtomicFile}. */
    public Path networkPicture() {
        return path.resolve("network.svg");
    }

    /** The sheet of changed training images; write it with {@link AtomicFile}. */
    public Path augmentationPicture() {
        return path.resolve("augmentation.png");
    }

    /** The look into the trained network. */
    public Path insideFile() {
        return path.resolve("inside.json");
    }

    /** The directory of checkpoints. */
    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    /** The best model; write it with {@link AtomicFile}. */
    public Path modelFile() {
        return path.resolve("model.zip");
    }

    /** The page. */
    public Path reportFile() {
        return path.resolve("report.html");
    }

    /**
     * Writes the record to {@code run.json} and its epochs to {@code metrics.csv}.
     *
     * @throws RunException if the record is of another run or a file cannot be written; the old files remain
     */
    public void write(RunRecord record) {
        if (!record.id().equals(id())) {
            throw new RunException("a record must be written to the directory of its run, got run "
                    + Rules.quote(record.id()) + " for " + path + "; open that run's directory");
        }
        replace(recordFile(), out -> RunJson.write(record, out));
        byte[] csv = MetricsCsv.of(record.epochs()).getBytes(StandardCharsets.UTF_8);
        replace(metricsFile(), out -> out.write(csv));
    }

    /**
     * Reads the record back.
     *
     * @throws RunException if {@code run.json} is missing, damaged or of another schema
     */
    public RunRecord read() {
        return RunJson.read(recordFile(), RunRecord.class);
    }

    /** Epochs as {@code metrics.csv} has them. */
    public static String metricsCsv(List<EpochMetrics> epochs) {
        return MetricsCsv.of(epochs);
    }

    /**
     * Reads the epochs back from {@code metrics.csv}; none if there is no such file yet.
     *
     * @throws RunException if it is damaged
     */
    public List<EpochMetrics> readMetrics() {
        try {
            return Files.exists(metricsFile())
                    ? MetricsCsv.read(BoundedFile.lines(metricsFile(), MOST_METRICS_MEBIBYTES))
                    : List.of();
        } catch (IOException e) {
            throw new RunException("cannot read " + metricsFile() + ": " + RunException.describe(e), e);
        } catch (IllegalArgumentException e) {
            throw new RunException(
                    "metrics.csv must have a line for each epoch, but " + metricsFile() + " has not: " + e.getMessage()
                            + "; bestiary runs rebuild reads run.json instead",
                    e);
        }
    }

    /**
     * Writes the images of the report to {@code predictions.json}.
     *
     * @throws RunException if the file cannot be written; the old one remains
     */
    public void writePredictions(Predictions predictions) {
        replace(predictionsFile(), out -> RunJson.write(predictions, out));
    }

    /**
     * Reads the images of the report back; empty if the run has none.
     *
     * @throws RunException if the file is damaged
     */
    public Optional<Predictions> readPredictions() {
        return Files.exists(predictionsFile())
                ? Optional.of(RunJson.read(predictionsFile(), Predictions.class))
                : Optional.empty();
    }

    /**
     * Writes the look into the trained network to {@code inside.json}.
     *
     * @throws RunException if the file cannot be written; the old one remains
     */
    public void writeInside(Inside inside) {
        replace(insideFile(), out -> RunJson.write(inside, out));
    }

    /**
     * Reads the look into the trained network back; empty if the run has none.
     *
     * @throws RunException if the file is damaged
     */
    public Optional<Inside> readInside() {
        return Files.exists(insideFile()) ? Optional.of(RunJson.read(insideFile(), Inside.class)) : Optional.empty();
    }

    /**
     * Writes what the network said of every test image to {@code predictions.csv}.
     *
     * @throws RunException if the file cannot be written; the old one remains
     */
    public void writeAnswers(Answers answers) {
        byte[] csv = answers.csv();
        replace(answersFile(), out -> out.write(csv));
    }

    /**
     * Reads what the network said of every test image back; empty if the run has not kept it.
     *
     * @throws RunException if the file is damaged
     */
    public Optional<Answers> readAnswers() {
        return Files.exists(answersFile()) ? Optional.of(Answers.read(answersFile())) : Optional.empty();
    }

    /**
     * Removes the unfinished files of a writer that was killed. For the process that goes on with a run, before it
     * writes: a file that another process is writing would be lost.
     *
     * @throws RunException if they cannot be removed
     */
    public void removeUnfinished() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(AtomicFile::isUnfinished).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new RunException("cannot tidy " + path + ": " + RunException.describe(e) + "; check its rights", e);
        }
    }

    private static void replace(Path file, AtomicFile.Content content) {
        try {
            AtomicFile.write(file, content);
        } catch (IOException e) {
            throw RunException.cannotWrite(file, e);
        }
    }
}
