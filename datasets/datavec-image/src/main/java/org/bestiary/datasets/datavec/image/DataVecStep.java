package org.bestiary.datasets.datavec.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;
import org.bestiary.datasets.augment.Step;
import org.bestiary.datasets.augment.Transform;

/**
 * DataVec's transforms of images as a step of augmentation: {@code {datavec: {process: FILE}}}.
 *
 * <p>What is in the file becomes the value, so that recipes that are equal do the same and the record of a run holds all of
 * it. The seed of the process says only whether there is chance at all (not 0), as DataVec has it; what happens to an image
 * is a function of the run's seed, the epoch and the image.
 *
 * @param process an {@code ImageTransformProcess} as {@code toJson} writes it; where it is made, also the path of a file
 */
public record DataVecStep(String process) implements Transform {
    static final Kind<Step> KIND = Kind.<Step>of(
                    "datavec",
                    DataVecStep.class,
                    "transforms of DataVec, by OpenCV",
                    Parameter.text("process", "file with an ImageTransformProcess as JSON, or the JSON itself"))
            .briefly("process");

    private static final Map<String, ImageProcess> READ = new ConcurrentHashMap<>();

    /** Reads the file, if it is one, and checks the process. */
    public DataVecStep {
        KIND.check(process);
        if (process.strip().startsWith("{")) {
            process = oneLine(process);
            read(process, "the process");
        } else {
            Path file = Path.of(process);
            process = oneLine(text(file));
            read(process, file.toString());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new DataException(
                    "The file of an image process cannot be read: "
                            + (Files.exists(file) ? e.getMessage() : "there is no " + file.toAbsolutePath()) + ".",
                    e);
        }
    }

    /** The same JSON, which has no line breaks in its texts. */
    private static String oneLine(String json) {
        return json.lines().map(String::strip).collect(Collectors.joining(" ")).strip();
    }

    private static ImageProcess read(String json, String name) {
        return READ.computeIfAbsent(json, text -> new ImageProcess(text, name));
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        read(process, "the process").apply(picture, random);
    }

    @Override
    public boolean mirrors() {
        return read(process, "the process").mirrors();
    }
}
