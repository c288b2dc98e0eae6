package org.bestiary.reports.publish;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Markdown;
import org.bestiary.common.table.Table;
import org.bestiary.reports.html.PublishedPage;
import org.bestiary.reports.run.RunException;

/** All that is published in a folder. */
public final class PublishedIndex {
    private static final List<String> KINDS =
            List.of(PublishedCard.EXPERIMENT, PublishedCard.SWEEP, PublishedCard.LEDGER);

    private PublishedIndex() {}

    /**
     * What is there, experiments first, by name; nothing if the folder does not exist.
     *
     * @throws RunException if a summary cannot be read
     */
    public static List<PublishedCard> read(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        List<PublishedCard> cards = new ArrayList<>();
        try (Stream<Path> folders = Files.list(root)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                PublishedFolder.read(folder).map(PublishedIndex::card).ifPresent(cards::add);
            }
        } catch (IOException e) {
            throw new RunException(
                    "cannot read what is published in " + root + ": " + e.getMessage() + "; publish it again", e);
        }
        cards.sort(Comparator.comparing((PublishedCard c) -> KINDS.indexOf(c.kind()))
                .thenComparing(PublishedCard::name));
        return cards;
    }

    private static PublishedCard card(JsonNode summary) {
        return new PublishedCard(
                summary.path("name").asText(),
                summary.path("kind").asText(),
                summary.path("subject").asText(),
                summary.path("figure").asText(),
                summary.path("range").asText(),
                summary.path("cost").asText());
    }

    /**
     * Writes {@code README.md} and {@code index.html}.
     *
     * @param root the folder of all that is published
     * @throws RunException if they cannot be written
     */
    public static List<Path> write(Path root) {
        List<PublishedCard> cards = read(root);
        Path readme = root.resolve("README.md");
        Path page = root.resolve("index.html");
        try {
            PublishedFolder.put(readme, markdown(cards).getBytes(StandardCharsets.UTF_8));
            PublishedFolder.put(page, PublishedPage.html(rows(cards)).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw RunException.cannotWrite(root, e);
        }
        return List.of(readme, page);
    }

    private static List<PublishedPage.PublishedRow> rows(List<PublishedCard> cards) {
        return cards.stream()
                .map(c -> new PublishedPage.PublishedRow(
                        c.name(),
                        "./" + c.name() + "/" + Publication.PAGE,
                        c.kind(),
                        c.subject(),
                        c.figure(),
                        c.range(),
                        c.cost()))
                .toList();
    }

    private static String markdown(List<PublishedCard> cards) {
        StringBuilder out = new StringBuilder("""
                # Published results

                Written by `./bestiary publish` from finished runs; `index.html` is the same as a page that sorts and filters.
                Each folder has the page of its experiment, its figures as `summary.json`, its charts, and the spec that
                repeats it. Accuracies are those of the test images, but for sweeps, which never see them.

                """);
        return out.append(table("").markdown(cards)).toString();
    }

    /**
     * A line of a table in Markdown.
     *
     * @param card what it is about
     * @param path the way to the folder of all that is published, with a slash at its end; empty if it is in there
     */
    public static String line(PublishedCard card, String path) {
        return table(path).markdownRow(card);
    }

    private static Table<PublishedCard> table(String path) {
        return Table.of(
                Column.left(
                        "experiment",
                        c -> new Markdown(
                                "[`" + c.name() + "`](" + path + c.name() + "/" + Publication.MARKDOWN + ")")),
                Column.left("", PublishedCard::subject),
                Column.right("result", PublishedCard::figure),
                Column.left("", PublishedCard::range),
                Column.left("cost", PublishedCard::cost));
    }
}
