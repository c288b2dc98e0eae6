package org.bestiary.reports.html;

import java.util.List;

/**
 * What a poster of a zoo shows.
 *
 * @param version of the program
 * @param families in the order of history
 */
public record Poster(String version, List<Family> families) {
    public Poster {
        families = List.copyOf(families);
    }

    /**
     * Networks that belong together.
     *
     * @param name of the family
     * @param year of its paper
     * @param paper authors, title and year
     * @param url of the paper
     * @param introduced what it brought that was new
     * @param models its members
     */
    public record Family(String name, int year, String paper, String url, String introduced, List<Model> models) {
        public Family {
            models = List.copyOf(models);
        }
    }

    /**
     * A network with what is counted from its description.
     *
     * @param id how specs call it
     * @param title its name
     * @param input shape of one image, C x H x W joined by {@code x}
     * @param depth weight layers on the longest path
     * @param learnableParameters as papers count
     * @param multiplyAdds for one image
     * @param published what others have reported of it
     */
    public record Model(
            String id,
            String title,
            String input,
            int depth,
            long learnableParameters,
            long multiplyAdds,
            List<Figure> published) {
        public Model {
            published = List.copyOf(published);
        }
    }

    /**
     * A published figure; never one of our own.
     *
     * @param quantity what was measured and how
     * @param value in percent
     * @param source who says so
     * @param url where
     */
    public record Figure(String quantity, double value, String source, String url) {}
}
