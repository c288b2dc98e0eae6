package org.bestiary.experiments.explain;

import java.util.Arrays;
import java.util.List;
import org.bestiary.common.NearestNames;
import org.bestiary.zoo.ZooException;

/** Ways to say which pixels of an image make the score of a class. */
public enum Method {
    /** Simonyan, Vedaldi, Zisserman: Deep inside convolutional networks, 2014. */
    SALIENCY("saliency", "Saliency", "gradient of the score", false),
    /** Smilkov, Thorat, Kim, Viégas, Wattenberg: SmoothGrad, 2017. */
    SMOOTHGRAD("smoothgrad", "SmoothGrad", "gradient of the score, averaged over noisy copies of the image", false),
    /** Shrikumar, Greenside, Kundaje: Learning important features, 2017. */
    INPUT_X_GRADIENT("input-x-gradient", "Input x gradient", "each value times its gradient", true),
    /** Sundararajan, Taly, Yan: Axiomatic attribution for deep networks, 2017. */
    INTEGRATED_GRADIENTS(
            "integrated-gradients",
            "Integrated gradients",
            "gradients on the way from a black image; the map sums to the difference of the scores",
            true),
    /** Springenberg, Dosovitskiy, Brox, Riedmiller: Striving for simplicity, 2015. */
    GUIDED_BACKPROP(
            "guided-backprop", "Guided back-propagation", "gradient with negative parts stopped at every ReLU", false),
    /** Selvaraju et al.: Grad-CAM, 2017. */
    GRAD_CAM("grad-cam", "Grad-CAM", "feature maps weighted by the mean gradient of the score, positive part", false),
    /** Zeiler, Fergus: Visualizing and understanding convolutional networks, 2014. */
    OCCLUSION("occlusion", "Occlusion", "how much the score falls when a square is covered", true);

    private final String id;
    private final String title;
    private final String what;
    private final boolean signed;

    Method(String id, String title, String what, boolean signed) {
        this.id = id;
        this.title = title;
        this.what = what;
        this.signed = signed;
    }

    /** The word of the command line. */
    public String id() {
        return id;
    }

    /** Name for people. */
    public String title() {
        return title;
    }

    /** What the map shows, half a sentence. */
    public String what() {
        return what;
    }

    /** Whether values below zero mean something: evidence against the class. */
    public boolean signed() {
        return signed;
    }

    /** Whether there is a value for every channel of the image. */
    public boolean perChannel() {
        return this != GRAD_CAM && this != OCCLUSION;
    }

    /** The words of the command line. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(Method::id).toList();
    }

    /**
     * The method of this word.
     *
     * @throws ZooException if there is none; names the nearest
     */
    public static Method find(String id) {
        return Arrays.stream(values())
                .filter(m -> m.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new ZooException("no method is called '" + id + "'" + NearestNames.hint(id, ids())));
    }
}
