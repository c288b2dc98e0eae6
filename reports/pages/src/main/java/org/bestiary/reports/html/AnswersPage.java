package org.bestiary.reports.html;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bestiary.common.AtomicFile;
import org.bestiary.reports.run.RunException;

/** The contact sheet of a network's answers: a self-contained page that draws nothing with scripts. */
public final class AnswersPage {
    private static final String UNSURE = "nothing above the threshold";

    private AnswersPage() {}

    private record View(
            String kicker, String title, String summary, List<TileView> tiles, String command, String version) {}

    private record TileView(
            String name, String uri, int width, int height, List<GuessView> guesses, Optional<String> unsure) {
        static TileView of(AnswerSheet.Tile tile) {
            return new TileView(
                    tile.name(),
                    "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(tile.jpeg()),
                    tile.width(),
                    tile.height(),
                    tile.guesses().stream().map(GuessView::of).toList(),
                    tile.guesses().isEmpty() ? Optional.of(UNSURE) : Optional.empty());
        }
    }

    private record GuessView(String label, String percent, String share) {
        static GuessView of(AnswerSheet.Guess guess) {
            double percent = 100 * guess.probability();
            return new GuessView(
                    guess.label(),
                    String.format(Locale.ROOT, "%.1f%%", percent),
                    String.format(Locale.ROOT, "%.2f", percent));
        }
    }

    /**
     * Writes the page.
     *
     * @param file where to write it; replaced as a whole if it exists
     * @throws RunException if the page cannot be written
     */
    public static void write(AnswerSheet sheet, Path file) {
        try {
            AtomicFile.write(file, html(sheet).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw RunException.cannotWrite(file, e);
        }
    }

    /** The page as HTML. */
    public static String html(AnswerSheet sheet) {
        View view = new View(
                sheet.kicker(),
                sheet.title(),
                sheet.summary(),
                sheet.tiles().stream().map(TileView::of).toList(),
                sheet.command(),
                sheet.version());
        return Page.renderStill("answers", sheet.title(), view, "answers.css");
    }
}
