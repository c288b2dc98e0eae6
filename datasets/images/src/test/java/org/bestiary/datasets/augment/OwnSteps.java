package org.bestiary.datasets.augment;

import java.util.List;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/** A step as a user would add one, found on the class path. */
public final class OwnSteps implements StepProvider {
    @Override
    public List<Kind<Step>> kinds() {
        return List.of(Invert.KIND);
    }

    /** Turns bright into dark. */
    record Invert(boolean always, String note) implements Transform {
        static final Kind<Step> KIND = Kind.of(
                "invert",
                Invert.class,
                "turns bright into dark",
                Parameter.flag("always", false, "not only every second time"),
                Parameter.text("note", "what it is for").usually(""));

        @Override
        public void apply(Picture picture, RandomStream random) {
            if (always || random.nextDouble() < 0.5) {
                for (int i = 0; i < picture.shape().values(); i++) {
                    picture.pixels()[i] = (byte) (255 - (picture.pixels()[i] & 0xFF));
                }
            }
        }
    }
}
