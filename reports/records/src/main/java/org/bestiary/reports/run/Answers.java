package org.bestiary.reports.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bestiary.common.BoundedFile;

/**
 * What a network said of every test image, in the order of the test split; the content of {@code predictions.csv}. The digest
 * of the images is {@code test.dataSha256} of {@code run.json}.
 *
 * @param labels index of the true class of each image
 * @param predicted index of the predicted class
 * @param probability probability of the predicted class, 0 to 1
 * @param labelProbability probability of the true class, 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // large, and never compared
public record Answers(int[] labels, int[] predicted, float[] probability, float[] labelProbability) {
    /** A million test images have 30 MB. */
    private static final int MOST_MEBIBYTES = 512;

    private static final String HEADER = "image,label,predicted,probability,labelProbability";

    public Answers {
        Rules.require(
                labels.length == predicted.length
                        && labels.length == probability.length
                        && labels.length == labelProbability.length,
                "predictions must have label, class and probabilities for every image, got " + labels.length + ", "
                        + predicted.length + ", " + probability.length + " and " + labelProbability.length
                        + "; evaluate again");
    }

    /** The number of images. */
    public int count() {
        return labels.length;
    }

    /** Whether the answer for an image is right. */
    public boolean correct(int image) {
        return labels[image] == predicted[image];
    }

    byte[] csv() {
        StringBuilder csv = new StringBuilder(HEADER).append('\n');
        for (int i = 0; i < labels.length; i++) {
            csv.append(i).append(',').append(labels[i]).append(',').append(predicted[i]);
            csv.append(',').append(decimal(probability[i]));
            csv.append(',').append(decimal(labelProbability[i])).append('\n');
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String decimal(float value) {
        return Float.isFinite(value) ? String.format(Locale.ROOT, "%.6g", value) : Float.toString(value);
    }

    /**
     * Reads a file back.
     *
     * @throws RunException if it cannot be read or is not of this form
     */
    static Answers read(Path file) {
        try {
            List<String> lines = BoundedFile.lines(file, MOST_MEBIBYTES);
            if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
                throw damaged(file, 1);
            }
            int n = lines.size() - 1;
            Answers answers = new Answers(new int[n], new int[n], new float[n], new float[n]);
            for (int i = 0; i < n; i++) {
                String[] cells = lines.get(i + 1).split(",", -1);
                if (cells.length != 5 || !cells[0].equals(Integer.toString(i))) {
                    throw damaged(file, i + 2);
                }
                try {
                    answers.labels[i] = Integer.parseInt(cells[1]);
                    answers.predicted[i] = Integer.parseInt(cells[2]);
                    answers.probability[i] = Float.parseFloat(cells[3]);
                    answers.labelProbability[i] = Float.parseFloat(cells[4]);
                } catch (NumberFormatException e) {
                    throw damaged(file, i + 2);
                }
            }
            return answers;
        } catch (IOException e) {
            throw new RunException("cannot read " + file + ": " + RunException.describe(e), e);
        }
    }

    private static RunException damaged(Path file, int line) {
        return new RunException(file.getFileName() + " must have the columns " + HEADER + " with images in order, got "
                + file + " which breaks that in line " + line + "; restore it or evaluate again");
    }
}
