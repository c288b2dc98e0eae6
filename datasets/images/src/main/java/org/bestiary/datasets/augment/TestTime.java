package org.bestiary.datasets.augment;

import java.util.List;
import java.util.Optional;
import org.bestiary.datasets.Augmentation;
import org.bestiary.datasets.DataException;

/**
 * Views of a test image whose predicted probabilities are averaged: evaluate once per view and add the results up. Views
 * are not random.
 */
public enum TestTime {
    /** The image as it is. */
    NONE,
    /** As it is and mirrored. */
    FLIP,
    /** The four corners and the middle. */
    FIVE_CROP,
    /** Five crops, each as it is and mirrored. */
    TEN_CROP;

    private static final Transform MIRROR = new Flip(Flip.Axis.HORIZONTAL, 1);

    /**
     * The views of an image. Crops have its size and are taken after it was enlarged, as 224 to 256 pixels for ImageNet.
     *
     * @return one augmentation per view, for images of any size
     */
    public List<Augmentation> views() {
        return views(Optional.empty(), Optional.empty());
    }

    /**
     * The views of an image whose short side is a given number of pixels.
     *
     * @param shortSide of the images
     * @param crop side of the crops; ignored by NONE and FLIP, which show the whole image
     * @return one augmentation per view
     * @throws DataException if the crop is larger than the image
     */
    public List<Augmentation> views(int shortSide, int crop) {
        return views(Optional.of(shortSide), Optional.of(crop));
    }

    private List<Augmentation> views(Optional<Integer> shortSide, Optional<Integer> crop) {
        return switch (this) {
            case NONE -> List.of(Recipe.of("whole"));
            case FLIP -> List.of(Recipe.of("whole"), Recipe.of("mirrored", MIRROR));
            case FIVE_CROP ->
                crops(shortSide, crop).stream()
                        .map(c -> (Augmentation) Recipe.of("crop", c))
                        .toList();
            case TEN_CROP ->
                crops(shortSide, crop).stream()
                        .flatMap(c ->
                                List.<Augmentation>of(Recipe.of("crop", c), Recipe.of("mirrored-crop", c, MIRROR))
                                        .stream())
                        .toList();
        };
    }

    private static List<Transform> crops(Optional<Integer> shortSide, Optional<Integer> crop) {
        return List.of(
                new ResizeAndCrop(shortSide, crop, 0, 0),
                new ResizeAndCrop(shortSide, crop, 1, 0),
                new ResizeAndCrop(shortSide, crop, 0, 1),
                new ResizeAndCrop(shortSide, crop, 1, 1),
                new ResizeAndCrop(shortSide, crop, 0.5, 0.5));
    }
}
