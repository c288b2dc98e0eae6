package org.bestiary.common.image;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How an image of other proportions becomes one of a given size. */
public sealed interface Fit {
    /** Everything is shown, squeezed. */
    Fit STRETCH = new Stretch();
    /** Proportions are kept, the middle is shown. */
    Fit CROP = new Crop();
    /** Proportions are kept, everything is shown, what is left at two sides is black. */
    Fit PAD = new Pad();
    /** There are no pictures: what is read are numbers, such as the readings of a sensor. */
    Fit NONE = new None();

    /** {@link Fit#STRETCH}. */
    record Stretch() implements Fit {
        @Override
        public String toString() {
            return "stretch";
        }
    }

    /** {@link Fit#CROP}. */
    record Crop() implements Fit {
        @Override
        public String toString() {
            return "crop";
        }
    }

    /** {@link Fit#PAD}. */
    record Pad() implements Fit {
        @Override
        public String toString() {
            return "pad";
        }
    }

    /** {@link Fit#NONE}. */
    record None() implements Fit {
        @Override
        public String toString() {
            return "none";
        }
    }

    /**
     * The shorter side is scaled to a length, then the middle is cut out: how networks are tested on ImageNet.
     *
     * @param shortSide in pixels, at least 1; where the part that is cut out would not fit, it is made as long as that
     */
    record ResizeAndCrop(int shortSide) implements Fit {
        private static final Pattern TEXT = Pattern.compile("resize-(\\d{1,5})-crop");

        /** Checks the length. */
        public ResizeAndCrop {
            if (shortSide < 1) {
                throw new ImageException("The shorter side must be at least 1 pixel, got " + shortSide + ".");
            }
        }

        @Override
        public String toString() {
            return "resize-" + shortSide + "-crop";
        }
    }

    /**
     * Reads what {@code toString} writes.
     *
     * @param text {@code stretch}, {@code crop}, {@code pad}, {@code resize-256-crop} or {@code none}
     * @return the fit
     * @throws ImageException if it is none of these
     */
    static Fit parse(String text) {
        Matcher resize = ResizeAndCrop.TEXT.matcher(text);
        if (resize.matches()) {
            return new ResizeAndCrop(Integer.parseInt(resize.group(1)));
        }
        return switch (text) {
            case "stretch" -> STRETCH;
            case "crop" -> CROP;
            case "pad" -> PAD;
            case "none" -> NONE;
            default ->
                throw new ImageException(
                        "A fit must be one of stretch, crop, pad, resize-256-crop (with any number), got '" + text
                                + "'.");
        };
    }
}
