package org.bestiary.datasets.inspect;

import java.nio.file.Path;
import java.util.Optional;
import org.bestiary.common.image.DecodedImage;
import org.bestiary.common.image.ImageException;
import org.bestiary.common.image.ImageFacts;
import org.bestiary.common.image.ImageFile;
import org.bestiary.common.image.Preparation;
import org.bestiary.common.image.RgbImage;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.store.Checksum;

/**
 * What is kept of an image that was opened.
 *
 * @param file the image
 * @param label number of its class
 * @param split that it belongs to
 * @param sha256 of the file; empty if it could not even be read
 * @param seen what could be decoded, or nothing
 * @param problem why it could not be decoded; empty if it could
 */
record SeenImage(Path file, int label, Split split, String sha256, Optional<Seen> seen, String problem) {
    /**
     * A decoded image.
     *
     * @param facts what the file says of itself
     * @param grey whether all its pixels are grey, however they are written
     * @param fingerprint for near duplicates
     * @param sums of the values of its pixels after preparation
     */
    record Seen(ImageFacts facts, boolean grey, Fingerprint fingerprint, ChannelSums sums) {}

    static SeenImage open(Path file, int label, Split split, Preparation preparation) {
        String sha256 = "";
        try {
            byte[] bytes = ImageFile.contents(file);
            sha256 = Checksum.of(bytes);
            DecodedImage decoded = ImageFile.decode(file, bytes);
            RgbImage image = decoded.image();
            Seen seen = new Seen(
                    decoded.facts(),
                    grey(image.pixels()),
                    Fingerprint.of(image),
                    ChannelSums.of(
                            preparation.prepare(image), preparation.shape().channels()));
            return new SeenImage(file, label, split, sha256, Optional.of(seen), "");
        } catch (ImageException e) {
            return new SeenImage(file, label, split, sha256, Optional.empty(), e.getMessage());
        }
    }

    private static boolean grey(byte[] rgb) {
        for (int i = 0; i < rgb.length; i += 3) {
            if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2]) {
                return false;
            }
        }
        return true;
    }
}
