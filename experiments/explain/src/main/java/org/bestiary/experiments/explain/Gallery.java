package org.bestiary.experiments.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bestiary.experiments.explain.picture.ColourScale;
import org.bestiary.experiments.explain.picture.Raster;
import org.bestiary.reports.html.ExplainPage;
import org.bestiary.reports.html.Explanation;
import org.bestiary.reports.run.RunException;

/** Collects pictures for the page, and writes each as a file too if asked. */
public final class Gallery {
    private static final int LEGEND_WIDTH = 256;
    private static final int LEGEND_HEIGHT = 12;

    private final Optional<Path> folder;
    private final List<String> remarks = new ArrayList<>();
    private final List<Explanation.Part> parts = new ArrayList<>();

    /**
     * @param folder where single pictures go; made if need be
     * @throws RunException if it cannot be made
     */
    public Gallery(Optional<Path> folder) {
        this.folder = folder;
        folder.ifPresent(f -> {
            try {
                Files.createDirectories(f);
            } catch (IOException e) {
                throw RunException.cannotWrite(f, e);
            }
        });
    }

    /** Something that a reader must know first. */
    public void remark(String sentence) {
        remarks.add(sentence);
    }

    /** Adds a chapter. */
    void add(Explanation.Part part) {
        parts.add(part);
    }

    /** A picture with the file it was written to, if files were asked for. */
    record Kept(Explanation.Figure figure, Optional<String> file) {}

    /**
     * Keeps a picture.
     *
     * @param name of its file, without ending
     * @param picture the picture
     * @param alt what is to be seen
     * @param caption below it; may be empty
     */
    Kept keep(String name, Raster picture, String alt, String caption) {
        byte[] png = picture.png();
        Optional<String> file = folder.map(f -> {
            Path target = f.resolve(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-") + ".png");
            try {
                Files.write(target, png);
            } catch (IOException e) {
                throw RunException.cannotWrite(target, e);
            }
            return target.toString();
        });
        return new Kept(new Explanation.Figure(png, picture.width(), picture.height(), alt, caption), file);
    }

    /**
     * Writes the page.
     *
     * @param kicker a line above the title
     * @param title of the page
     * @param command how to make it again
     * @param version of the program
     * @param file where it goes
     * @throws RunException if it cannot be written
     */
    public void write(String kicker, String title, String command, String version, Path file) {
        ExplainPage.write(
                new Explanation(kicker, title, remarks, parts, command, version),
                legend(ColourScale.SEQUENTIAL).png(),
                legend(ColourScale.DIVERGING).png(),
                file);
    }

    private static Raster legend(ColourScale scale) {
        Raster out = Raster.of(LEGEND_WIDTH, LEGEND_HEIGHT, 0);
        for (int x = 0; x < LEGEND_WIDTH; x++) {
            for (int y = 0; y < LEGEND_HEIGHT; y++) {
                out.set(x, y, scale.colour(x / (LEGEND_WIDTH - 1.0)));
            }
        }
        return out;
    }
}
