package org.bestiary.reports.html;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.bestiary.reports.run.Inside;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;

/**
 * The pictures of a run that its page shows.
 *
 * @param network the network as a {@code data:} address; empty if there is none
 * @param augmentation changed training images as a {@code data:} address; empty if there are none
 * @param inside the look into the trained network; empty if there is none
 */
record Pictures(Optional<String> network, Optional<String> augmentation, Optional<Inside> inside) {
    static final Pictures NONE = new Pictures(Optional.empty(), Optional.empty(), Optional.empty());

    /** Larger files would make a page that opens slowly. */
    private static final long LARGEST_BYTES = 2_000_000;

    static Pictures of(RunDirectory run) {
        return new Pictures(
                uri(run.networkPicture(), "image/svg+xml"),
                uri(run.augmentationPicture(), "image/png"),
                run.readInside());
    }

    private static Optional<String> uri(Path file, String type) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_BYTES) {
                return Optional.empty();
            }
            String bytes = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
            return Optional.of("data:" + type + ";base64," + bytes);
        } catch (IOException e) {
            throw new RunException("cannot read " + file + ": " + e.getMessage() + "; check its rights", e);
        }
    }
}
