package org.bestiary.reports.html;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;

/**
 * The pictures of a run that its page shows, as {@code data:} addresses.
 *
 * @param network the network; empty if there is none
 * @param augmentation changed training images; empty if there are none
 */
record Pictures(Optional<String> network, Optional<String> augmentation) {
    static final Pictures NONE = new Pictures(Optional.empty(), Optional.empty());

    /** Larger files would make a page that opens slowly. */
    private static final long LARGEST_BYTES = 2_000_000;

    static Pictures of(RunDirectory run) {
        return new Pictures(uri(run.networkPicture(), "image/svg+xml"), uri(run.augmentationPicture(), "image/png"));
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
