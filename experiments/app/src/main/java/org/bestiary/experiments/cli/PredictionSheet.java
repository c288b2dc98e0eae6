package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bestiary.common.image.ImageException;
import org.bestiary.experiments.predict.Answer;
import org.bestiary.experiments.predict.PictureFiles;
import org.bestiary.experiments.predict.Thumbnail;
import org.bestiary.experiments.train.ProgramVersion;
import org.bestiary.reports.html.AnswerSheet;
import org.bestiary.reports.html.AnswersPage;

/** {@code predict --sheet}: every picture with what it was called, on one page. */
final class PredictionSheet {
    private static final int MOST = 2000;
    private static final int SIDE = 360;

    private PredictionSheet() {}

    /**
     * Writes the page.
     *
     * @param asked who was asked, for people
     * @param err is told what is not on it
     * @return how many pictures are on it
     */
    static int write(List<Answer> answers, String asked, String command, Path file, PrintWriter err) {
        List<Answer> pictures =
                answers.stream().filter(PredictionSheet::isPicture).toList();
        if (pictures.size() < answers.size()) {
            err.println(
                    "not on the sheet: " + (answers.size() - pictures.size()) + " of arrays, which are no pictures");
        }
        if (pictures.size() > MOST) {
            err.println("not on the sheet: all but the first " + MOST + " of " + pictures.size() + " pictures");
        }
        Path above = above(pictures);
        List<AnswerSheet.Tile> tiles = pictures.stream().limit(MOST).toList().parallelStream()
                .flatMap(a -> tile(a, above).stream())
                .toList();
        long sure = pictures.stream().filter(a -> !a.top().isEmpty()).count();
        String summary = String.format(Locale.ROOT, "%,d pictures", pictures.size())
                + (sure < pictures.size() ? String.format(Locale.ROOT, ", %,d with an answer", sure) : "");
        AnswersPage.write(
                new AnswerSheet(
                        asked,
                        "What is on these pictures",
                        pictures.size() == 1 ? "1 picture" : summary,
                        tiles,
                        command,
                        ProgramVersion.current().version()),
                file);
        return tiles.size();
    }

    private static boolean isPicture(Answer answer) {
        Path file = Path.of(answer.input());
        return Files.isRegularFile(file) && !PictureFiles.isArray(file);
    }

    /** The folder that all pictures are below: it says nothing about any of them. */
    private static Path above(List<Answer> pictures) {
        Path common = null;
        for (Answer a : pictures) {
            Path folder = Path.of(a.input()).toAbsolutePath().normalize().getParent();
            common = common == null ? folder : common;
            while (!folder.startsWith(common)) {
                common = common.getParent();
            }
        }
        return common;
    }

    private static Optional<AnswerSheet.Tile> tile(Answer answer, Path above) {
        try {
            Thumbnail small = Thumbnail.of(Path.of(answer.input()), SIDE);
            return Optional.of(new AnswerSheet.Tile(
                    above.relativize(Path.of(answer.input()).toAbsolutePath().normalize())
                            .toString(),
                    small.jpeg(),
                    small.width(),
                    small.height(),
                    answer.top().stream()
                            .map(g -> new AnswerSheet.Guess(g.label(), g.probability()))
                            .toList()));
        } catch (ImageException e) {
            return Optional.empty(); // gone since it was read a moment ago
        }
    }
}
