package org.bestiary.zoo.published;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.bestiary.common.fetch.PublishedChecksum;
import org.bestiary.common.fetch.RemoteFile;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.weights.ImagePreparation;
import org.bestiary.zoo.weights.Pretrained;
import org.bestiary.zoo.weights.TensorLayout;

/**
 * A file of trained weights that others publish. Everything here was looked up; what is missing was not found.
 *
 * @param model id of the network, which this zoo may not have yet
 * @param name of these weights among those of the network, such as {@code imagenet1k-v1}
 * @param file the file's own name, by which it is kept
 * @param mirrors addresses of identical copies, in the order they are tried; {@code bundled:FOLDER} for what comes with the
 *     program
 * @param sizeBytes exact size, where it is known
 * @param checksum as it was published
 * @param licence of the weights, or of the repository that publishes them
 * @param classes how many classes they tell apart
 * @param labels what those are called
 * @param top1 top-1 accuracy in percent, as published; empty if none was
 * @param top5 top-5 accuracy in percent, as published; empty if none was
 * @param image how an image becomes the network's input; empty where the file itself says it, and the classes' names
 * @param source where all this stands; a file of this project for bundled ones
 * @param verified how far these weights were tried with this zoo
 */
public record PublishedWeights(
        String model,
        String name,
        String file,
        List<URI> mirrors,
        OptionalLong sizeBytes,
        Optional<PublishedChecksum> checksum,
        String licence,
        int classes,
        Labels labels,
        OptionalDouble top1,
        OptionalDouble top5,
        Optional<ImagePreparation> image,
        URI source,
        Verified verified) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]*");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final double ALL = 100;
    private static final String BUNDLED = "bundled";

    /** How far published weights were tried. */
    public enum Verified {
        /** This very file was judged on all test images, and its accuracy is the published one. */
        ACCURACY,
        /** This very file was loaded, and its scores agree with those of independent code. */
        LOGITS,
        /** A file with the same names and shapes was loaded, with generated numbers. */
        SHAPES,
        /** Neither. */
        NOT_YET;

        /** As in tables. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Checks every field. */
    public PublishedWeights {
        mirrors = List.copyOf(mirrors);
        require(NAME.matcher(model).matches(), "a network's id in lower case", model);
        require(NAME.matcher(name).matches(), "a name of lower case letters, digits, dots and hyphens", name);
        require(FILE.matcher(file).matches(), "a file's name without folders", file);
        require(!licence.isBlank(), "a licence", licence);
        require(classes == labels.names().size(), labels.names().size() + " classes for its labels", classes);
        for (OptionalDouble accuracy : List.of(top1, top5)) {
            require(
                    accuracy.isEmpty() || accuracy.getAsDouble() > 0 && accuracy.getAsDouble() < ALL,
                    "an accuracy in percent",
                    accuracy);
        }
        for (URI mirror : mirrors) {
            require(
                    "https".equals(mirror.getScheme()) || isLocal(mirror) || isBundled(mirror),
                    "addresses with https",
                    mirror);
        }
        boolean bundled = mirrors.stream().anyMatch(PublishedWeights::isBundled);
        require(!bundled || mirrors.size() == 1, "no addresses beside what comes with the program", mirrors);
        require(bundled || image.isPresent(), "a preparation of images", "none");
        require(bundled || "https".equals(source.getScheme()), "the address of its source", source);
    }

    private static void require(boolean holds, String rule, Object given) {
        if (!holds) {
            throw new ZooException("published weights must have " + rule + ", but got '" + given + "'");
        }
    }

    /** A mirror on this machine needs no encryption. */
    private static boolean isLocal(URI mirror) {
        return "http".equals(mirror.getScheme()) && "127.0.0.1".equals(mirror.getHost());
    }

    private static boolean isBundled(URI mirror) {
        return BUNDLED.equals(mirror.getScheme());
    }

    /** The folder of the published experiment whose weights come with the program; empty for those that are downloaded. */
    public Optional<String> bundled() {
        return mirrors.stream()
                .filter(PublishedWeights::isBundled)
                .map(URI::getSchemeSpecificPart)
                .findFirst();
    }

    /** {@code MODEL/NAME}. */
    public String id() {
        return model + "/" + name;
    }

    /** Whose names and axes the file has, by its ending. */
    public TensorLayout layout() {
        return file.endsWith(".h5") ? TensorLayout.KERAS : TensorLayout.TORCH;
    }

    /** The file, for a download. */
    public RemoteFile remote() {
        return new RemoteFile(file, sizeBytes, checksum, mirrors);
    }

    /**
     * Loads the weights, which read images and name classes as published.
     *
     * @param path the file
     * @param input shape of one image; empty for the card's
     * @param engine whose layers compute
     * @throws ZooException if the file is damaged or of another network
     */
    public Pretrained open(Path path, Optional<Shape> input, Engine engine) {
        Pretrained net = Pretrained.open(model, path, input, engine);
        return image.map(i -> net.as(i, labels.names())).orElse(net);
    }
}
