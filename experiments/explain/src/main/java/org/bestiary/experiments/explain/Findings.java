package org.bestiary.experiments.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found, as the JSON document of {@code explain}; the components are the fields.
 *
 * @param model id of the network
 * @param run id of the run, if it is one's network
 * @param engine whose layers computed
 * @param input shape of one image
 * @param output the page
 * @param images what was said of each image
 * @param filters the first filters, if asked for
 * @param topImages images that excite a channel most, if asked for
 * @param features the plane of features, if asked for
 * @param deletion the deletion test of each method, if asked for
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Findings(
        String model,
        Optional<String> run,
        String engine,
        String input,
        String output,
        List<ImageFinding> images,
        Optional<FilterFinding> filters,
        List<ChannelFinding> topImages,
        Optional<PlaneFinding> features,
        List<DeletionFinding> deletion) {

    /** One image: what the network calls it, and the maps of the class that is explained. */
    public record ImageFinding(
            String input,
            String predicted,
            double probability,
            String target,
            double targetScore,
            double targetProbability,
            List<MapFinding> methods,
            List<MapsFinding> featureMaps) {
        /** The class that is explained. */
        @JsonProperty("class")
        @Override
        public String target() {
            return target;
        }
    }

    /** One map of one method. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record MapFinding(
            String method,
            Optional<String> layer,
            double minimum,
            double maximum,
            Map<String, Double> facts,
            Optional<String> png) {}

    /** The strongest channels of a layer on an image. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record MapsFinding(
            String layer, String output, long receptiveField, List<Integer> channels, Optional<String> png) {}

    /** The first filters. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record FilterFinding(String layer, int count, Optional<String> png) {}

    /** The images that excite a channel most. */
    public record ChannelFinding(String layer, int channel, List<HitFinding> images) {}

    /** One such image. */
    public record HitFinding(int index, String label, float strongest) {
        /** The class that the image has. */
        @JsonProperty("class")
        @Override
        public String label() {
            return label;
        }
    }

    /** The plane of features: share of images whose nearest neighbour is of their class, and the points. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record PlaneFinding(
            String layer, int images, double nearestOfSameClass, List<PointFinding> points, Optional<String> png) {}

    /** One image of the plane. */
    public record PointFinding(int index, String label, double x, double y) {
        /** The class that the image has. */
        @JsonProperty("class")
        @Override
        public String label() {
            return label;
        }
    }

    /** The deletion test of one method. */
    public record DeletionFinding(String method, Deletion result) {}
}
