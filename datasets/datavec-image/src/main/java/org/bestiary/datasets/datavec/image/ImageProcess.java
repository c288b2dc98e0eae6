package org.bestiary.datasets.datavec.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.opencv_core.Mat;
import org.datavec.image.data.ImageWritable;
import org.datavec.image.transform.BaseImageTransform;
import org.datavec.image.transform.FlipImageTransform;
import org.datavec.image.transform.ImageTransform;
import org.datavec.image.transform.ImageTransformProcess;
import org.datavec.image.transform.RandomCropTransform;
import org.datavec.image.transform.ShowImageTransform;
import org.nd4j.linalg.api.rng.DefaultRandom;

/**
 * An {@code ImageTransformProcess} whose result depends on the image and on a random stream only, in any thread.
 *
 * <p>DataVec's transforms keep the last image in themselves and so are not safe for several threads: each thread has its own.
 * Those that crop at random draw from ND4J's generator of the thread that made them, which they seed: they are made in a
 * thread of their own, so that nobody's generator is touched, and are given another generator for every image.
 */
final class ImageProcess {
    private final String json;
    private final String name;
    private final boolean random;
    private final boolean mirrors;
    private final ThreadLocal<List<ImageTransform>> transforms;

    /**
     * Reads a process.
     *
     * @param json as {@code ImageTransformProcess.toJson} writes it
     * @param name for messages
     * @throws DataException if it is none, or has transforms that cannot be used
     */
    ImageProcess(String json, String name) {
        this.json = json;
        this.name = name;
        ImageTransformProcess process = make();
        List<ImageTransform> all = process.getTransformList();
        if (all == null || all.isEmpty()) {
            throw new DataException("An image process needs a transform at least, but " + name + " has none.");
        }
        if (all.stream().anyMatch(ShowImageTransform.class::isInstance)) {
            throw new DataException("A step of augmentation shows no windows, but " + name
                    + " has a ShowImageTransform; leave it out.");
        }
        this.random = process.getSeed() != 0;
        this.mirrors = all.stream().anyMatch(FlipImageTransform.class::isInstance);
        this.transforms = ThreadLocal.withInitial(() -> make().getTransformList());
    }

    private ImageTransformProcess make() {
        try {
            return CompletableFuture.supplyAsync(
                            () -> ImageTransformProcess.fromJson(json),
                            task -> new Thread(task, "image process").start())
                    .join();
        } catch (CompletionException e) {
            throw unusable(e);
        }
    }

    private DataException unusable(CompletionException e) {
        List<Throwable> causes = Stream.iterate(e.getCause(), Objects::nonNull, Throwable::getCause)
                .toList();
        String last = firstLine(causes.get(causes.size() - 1));
        if (causes.stream().anyMatch(LinkageError.class::isInstance)) {
            return new DataException(
                    name + " needs a part of DataVec that is not built in, such as FFmpeg (" + last
                            + "); use other transforms.",
                    e);
        }
        return new DataException(name + " is no ImageTransformProcess of DataVec as JSON (" + last + ").", e);
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Whether images may come out mirrored. */
    boolean mirrors() {
        return mirrors;
    }

    /**
     * Changes an image. What comes out in another size is scaled to the size that it had, as DataVec's image reader does it.
     *
     * @param picture in place
     * @param stream where every choice comes from; of a process whose seed is 0 only random crops choose
     * @throws DataException if a transform cannot be applied to images of this size
     */
    void apply(Picture picture, RandomStream stream) {
        Optional<Random> chance = random ? Optional.of(new Random(stream.nextLong())) : Optional.empty();
        ImageShape shape = picture.shape();
        List<Mat> used = new ArrayList<>();
        try {
            used.add(Mats.of(picture.pixels(), shape));
            ImageWritable image = new ImageWritable(new OpenCVFrameConverter.ToMat().convert(used.get(0)));
            for (ImageTransform transform : transforms.get()) {
                prepare(transform, stream);
                image = transform.transform(image, chance.orElse(null));
                used.add((Mat) image.getFrame().opaque);
            }
            Mats.read(used.get(used.size() - 1), shape, picture.spare(shape.values()));
            picture.swap(shape);
        } catch (RuntimeException e) {
            throw new DataException(name + " cannot be applied to images of " + shape + " (" + firstLine(e) + ").", e);
        } finally {
            // Not left to the garbage collector, which does not see how large they are.
            used.forEach(Mat::release);
        }
    }

    /** A converter remembers the address of the last image, which the next one may have too: each image gets another. */
    private static void prepare(ImageTransform transform, RandomStream stream) {
        if (transform instanceof BaseImageTransform<?> base) {
            renew(base);
        }
        if (transform instanceof RandomCropTransform crop) {
            crop.setRng(new DefaultRandom(stream.nextLong()));
        }
    }

    @SuppressWarnings("unchecked") // all of them convert matrices; the one that does not needs FFmpeg
    private static void renew(BaseImageTransform<?> transform) {
        ((BaseImageTransform<Mat>) transform).setConverter(new OpenCVFrameConverter.ToMat());
    }
}
