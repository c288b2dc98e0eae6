package org.bestiary.experiments.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleConsumer;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;

/** The methods at work on one network. */
public final class Attributions {
    private static final int FIRST_STEPS = 32;
    private static final double INCOMPLETE = 0.005;

    /**
     * What can be chosen.
     *
     * @param samples noisy copies of SmoothGrad
     * @param noise their standard deviation as a share of the image's range
     * @param seed of the noise
     * @param mostSteps of integrated gradients, which take more steps until the map is complete
     * @param patch side of the covering square in pixels; 0 for an eighth of the image
     */
    public record Settings(int samples, double noise, long seed, int mostSteps, int patch) {
        public Settings {
            if (samples < 1 || !(noise >= 0 && noise <= 10) || mostSteps < 1 || patch < 0) {
                throw new ZooException(
                        "an explanation needs at least 1 sample, noise from 0 to 10, at least 1 step and a patch of at least"
                                + " 1 pixel, but got " + samples + ", " + noise + ", " + mostSteps + " and " + patch);
            }
        }

        /** 25 samples with noise of 15%, up to 1024 steps, squares of an eighth. */
        public static Settings defaults() {
            return new Settings(25, 0.15, 1, 1024, 0);
        }
    }

    private final Subject subject;
    private final Settings settings;
    private final Shape in;

    /** The methods on a network. */
    public Attributions(Subject subject, Settings settings) {
        this.subject = subject;
        this.settings = settings;
        this.in = subject.input();
        if (settings.patch() > Math.min(in.height(), in.width())) {
            throw new ZooException("a patch must fit into the image of " + in.height() + "x" + in.width() + ", but got "
                    + settings.patch());
        }
    }

    /**
     * Explains the scores of images.
     *
     * @param method how
     * @param images C x H x W each
     * @param targets the class of each image
     * @param layer the map that Grad-CAM looks at; the others need none
     * @param progress is told the share that is done, from 0 to 1
     */
    public List<Attribution> of(
            Method method, List<float[]> images, int[] targets, Layer layer, DoubleConsumer progress) {
        return switch (method) {
            case SALIENCY -> pixels(method, subject.gradients(images, targets, false));
            case GUIDED_BACKPROP -> pixels(method, subject.gradients(images, targets, true));
            case INPUT_X_GRADIENT -> inputTimesGradient(images, targets);
            case SMOOTHGRAD -> each(images, progress, (i, p) -> smooth(images.get(i), targets[i], p));
            case INTEGRATED_GRADIENTS -> each(images, progress, (i, p) -> integrated(images.get(i), targets[i]));
            case OCCLUSION -> each(images, progress, (i, p) -> occlusion(images.get(i), targets[i], p));
            case GRAD_CAM -> gradCam(images, targets, layer);
        };
    }

    private interface One {
        Attribution of(int image, DoubleConsumer progress);
    }

    private static List<Attribution> each(List<float[]> images, DoubleConsumer progress, One one) {
        List<Attribution> all = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            int before = i;
            all.add(one.of(i, share -> progress.accept((before + share) / images.size())));
            progress.accept((i + 1.0) / images.size());
        }
        return all;
    }

    private Attribution pixel(Method method, float[] values, Map<String, Double> facts) {
        return new Attribution(method, in.channels(), in.height(), in.width(), values, facts);
    }

    private List<Attribution> pixels(Method method, List<float[]> values) {
        return values.stream().map(v -> pixel(method, v, Map.of())).toList();
    }

    private List<Attribution> inputTimesGradient(List<float[]> images, int[] targets) {
        List<float[]> gradients = subject.gradients(images, targets, false);
        for (int i = 0; i < gradients.size(); i++) {
            float[] g = gradients.get(i);
            for (int k = 0; k < g.length; k++) {
                g[k] *= images.get(i)[k];
            }
        }
        return pixels(Method.INPUT_X_GRADIENT, gradients);
    }

    private Attribution smooth(float[] image, int target, DoubleConsumer progress) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float v : image) {
            low = Math.min(low, v);
            high = Math.max(high, v);
        }
        double sigma = settings.noise() * (high - low);
        Random random = new Random(settings.seed());
        float[] mean = new float[image.length];
        for (int done = 0; done < settings.samples(); done += subject.batch()) {
            int count = Math.min(subject.batch(), settings.samples() - done);
            List<float[]> noisy = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                float[] copy = image.clone();
                for (int k = 0; k < copy.length; k++) {
                    copy[k] += (float) (sigma * random.nextGaussian());
                }
                noisy.add(copy);
            }
            for (float[] g : subject.gradients(noisy, same(target, count), false)) {
                add(g, 1f / settings.samples(), mean);
            }
            progress.accept((done + count) / (double) settings.samples());
        }
        return pixel(Method.SMOOTHGRAD, mean, Map.of("samples", (double) settings.samples()));
    }

    /** The midpoint rule, with twice the steps until the map adds up to the difference of the scores. */
    private Attribution integrated(float[] image, int target) {
        float[] black = black();
        float[][] ends = subject.scores(List.of(image, black));
        double difference = ends[0][target] - ends[1][target];
        for (int steps = Math.min(FIRST_STEPS, settings.mostSteps());
                ;
                steps = Math.min(2 * steps, settings.mostSteps())) {
            Attribution found = path(image, black, target, steps);
            double missing = Math.abs(found.sum() - difference) / Math.max(Math.abs(difference), 1e-6);
            if (missing <= INCOMPLETE || steps == settings.mostSteps()) {
                Map<String, Double> facts = new LinkedHashMap<>();
                facts.put("steps", (double) steps);
                facts.put("scoreDifference", difference);
                facts.put("sum", found.sum());
                facts.put("completenessError", missing);
                return pixel(Method.INTEGRATED_GRADIENTS, found.values(), facts);
            }
        }
    }

    private Attribution path(float[] image, float[] black, int target, int steps) {
        float[] total = new float[image.length];
        for (int done = 0; done < steps; done += subject.batch()) {
            int count = Math.min(subject.batch(), steps - done);
            List<float[]> between = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                float share = (done + i + 0.5f) / steps;
                float[] point = new float[image.length];
                for (int k = 0; k < point.length; k++) {
                    point[k] = black[k] + share * (image[k] - black[k]);
                }
                between.add(point);
            }
            for (float[] g : subject.gradients(between, same(target, count), false)) {
                add(g, 1f / steps, total);
            }
        }
        for (int k = 0; k < total.length; k++) {
            total[k] *= image[k] - black[k];
        }
        return pixel(Method.INTEGRATED_GRADIENTS, total, Map.of());
    }

    private float[] black() {
        float[] black = new float[(int) in.size()];
        int area = in.height() * in.width();
        for (int k = 0; k < black.length; k++) {
            black[k] = subject.pixels().value(k / area, k % area, 0);
        }
        return black;
    }

    /** A square moves over the image by half its side; a pixel's value is the mean over the squares that covered it. */
    private Attribution occlusion(float[] image, int target, DoubleConsumer progress) {
        int side = settings.patch() > 0 ? settings.patch() : Math.max(1, Math.min(in.height(), in.width()) / 8);
        int[] rows = Mask.positions(in.height(), side);
        int[] columns = Mask.positions(in.width(), side);
        double whole = subject.scores(List.of(image))[0][target];
        List<Mask> masks = new ArrayList<>();
        for (int y : rows) {
            for (int x : columns) {
                masks.add(Mask.square(in, y, x, side));
            }
        }
        float[] fall = new float[in.height() * in.width()];
        int[] covered = new int[fall.length];
        for (int done = 0; done < masks.size(); done += subject.batch()) {
            List<Mask> part = masks.subList(done, Math.min(masks.size(), done + subject.batch()));
            float[][] scores = subject.scores(
                    part.stream().map(m -> m.cover(image, subject.pixels())).toList());
            for (int m = 0; m < scores.length; m++) {
                float lost = (float) (whole - scores[m][target]);
                part.get(m).forEach(i -> {
                    fall[i] += lost;
                    covered[i]++;
                });
            }
            progress.accept((done + part.size()) / (double) masks.size());
        }
        for (int i = 0; i < fall.length; i++) {
            fall[i] /= Math.max(1, covered[i]);
        }
        return new Attribution(Method.OCCLUSION, 1, in.height(), in.width(), fall, Map.of("patch", (double) side));
    }

    private List<Attribution> gradCam(List<float[]> images, int[] targets, Layer layer) {
        Shape map = layer.output();
        int area = map.height() * map.width();
        return subject.inner(images, targets, layer).stream()
                .map(inner -> {
                    float[] cam = new float[area];
                    for (int c = 0; c < map.channels(); c++) {
                        double weight = 0;
                        for (int i = 0; i < area; i++) {
                            weight += inner.gradient()[c * area + i];
                        }
                        for (int i = 0; i < area; i++) {
                            cam[i] += (float) (weight / area * inner.activation()[c * area + i]);
                        }
                    }
                    for (int i = 0; i < area; i++) {
                        cam[i] = Math.max(0, cam[i]);
                    }
                    return new Attribution(Method.GRAD_CAM, 1, map.height(), map.width(), cam, Map.of());
                })
                .toList();
    }

    private static int[] same(int target, int count) {
        int[] targets = new int[count];
        Arrays.fill(targets, target);
        return targets;
    }

    private static void add(float[] from, float factor, float[] to) {
        for (int k = 0; k < to.length; k++) {
            to[k] += factor * from[k];
        }
    }
}
