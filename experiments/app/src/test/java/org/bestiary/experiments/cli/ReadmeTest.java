package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bestiary.experiments.config.NormaliseSpec;
import org.bestiary.experiments.config.SpecLibrary;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.lecture.check.Instruments;
import org.bestiary.experiments.lecture.expression.Expressions;
import org.bestiary.experiments.lecture.expression.Functions;
import org.bestiary.experiments.train.Plan;
import org.bestiary.reports.publish.PublishedCard;
import org.bestiary.reports.publish.PublishedIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README says what the program says. */
class ReadmeTest {
    private static final Pattern STEPS =
            Pattern.compile("<!-- steps: begin -->\\R(.*)<!-- steps: end -->", Pattern.DOTALL);

    private static final Pattern MEASURED =
            Pattern.compile("<!-- measured: begin -->\\R(.*)<!-- measured: end -->", Pattern.DOTALL);

    private static String readme() throws IOException {
        return Files.readString(Path.of("..", "..", "README.md"));
    }

    @Test
    void theTableOfStepsIsTheOneThatAugmentationsPrints() throws IOException {
        Matcher table = STEPS.matcher(readme());
        assertThat(table.find()).isTrue();
        assertThat(table.group(1).strip())
                .as("replace the table in README.md with what './bestiary datasets augmentations --markdown' prints")
                .isEqualTo(Typed.command("datasets", "augmentations", "--markdown")
                        .out()
                        .strip());
    }

    @Test
    void theAugmentationThatItShowsIsRight() throws IOException {
        Matcher yaml = Pattern.compile("```yaml\\R(data:\\R  id: cifar-10.*?)```", Pattern.DOTALL)
                .matcher(readme());
        assertThat(yaml.find()).isTrue();
        String rest =
                "name: shown\nmodel: {id: resnet20}\ntraining: {epochs: 1, optimizer: {type: sgd, learningRate: 1}}\n";
        SpecReader.Located spec = SpecReader.parse(
                rest + yaml.group(1),
                "README.md",
                Map.of("data.augment.rotate.degrees", "10", "data.augment.1.flip", "vertical"));
        assertThat(Plan.of(spec).augmentation().orElseThrow().name())
                .isEqualTo("random-crop, flip, color-jitter, rotate, cutout");
        assertThat(spec.spec().data().normalise()).contains(NormaliseSpec.Named.UNIT);
    }

    /** A row about something that is published is the one that the index of what is published would have. */
    @Test
    void theFiguresAreThePublishedOnes() throws IOException {
        Matcher table = MEASURED.matcher(readme());
        assertThat(table.find()).isTrue();
        List<String> rows = table.group(1)
                .lines()
                .filter(l -> l.startsWith("| [`") || l.startsWith("| `"))
                .toList();
        Map<String, PublishedCard> published = PublishedIndex.read(Path.of("..", "..", "reports", "published")).stream()
                .collect(Collectors.toMap(PublishedCard::name, c -> c));
        int found = 0;
        for (String row : rows) {
            PublishedCard card = published.get(row.replaceFirst("^\\| \\[?`([^`]+)`.*", "$1"));
            if (card != null) {
                assertThat(row)
                        .as("write this row into README.md")
                        .isEqualTo(PublishedIndex.line(card, "reports/published/"));
                found++;
            }
        }
        assertThat(found).as("published results in the table").isPositive();
    }

    /** Whoever repeats a published experiment must get the same one. */
    @Test
    void publishedSpecsAreThoseThatShip() throws IOException {
        Path root = Path.of("..", "..", "reports", "published");
        int found = 0;
        for (PublishedCard card : PublishedIndex.read(root)) {
            for (String name : List.of(card.name(), "lecture/" + card.name())) {
                if (card.kind().equals(PublishedCard.EXPERIMENT)
                        && SpecLibrary.names().contains(name)) {
                    Path folder = root.resolve(card.name());
                    if (Files.exists(folder.resolve("spec-2.yaml"))) {
                        // Points of a curve: what each changes of the spec is in the command that the page gives.
                        assertThat(folder.resolve("report.md"))
                                .content()
                                .contains("./bestiary run " + name + " --set ");
                        continue;
                    }
                    assertThat(folder.resolve("spec.yaml"))
                            .as("run and publish " + name + " again")
                            .hasContent(SpecLibrary.text(name));
                    found++;
                }
            }
        }
        assertThat(found).isGreaterThan(20);
    }

    @Test
    void everyCommandThatItNamesExists() throws IOException {
        Matcher commands = Pattern.compile("(?m)^\\./bestiary ([a-z]+)").matcher(readme());
        int found = 0;
        while (commands.find()) {
            assertThat(Typed.command(commands.group(1), "--help").code())
                    .as(commands.group())
                    .isZero();
            found++;
        }
        assertThat(found).isGreaterThan(8);
    }

    @Test
    void theSpecThatItShowsIsRight() throws IOException {
        Matcher yaml = Pattern.compile("```yaml\\R(.*?)```", Pattern.DOTALL).matcher(readme());
        assertThat(yaml.find()).isTrue();
        SpecReader.Located spec = SpecReader.parse(yaml.group(1), "README.md", Map.of());
        assertThat(Plan.of(spec).network().id()).isEqualTo("lenet5");
    }

    /** The ledger that it shows is right, it names every function, and what it names as a value is one. */
    @Test
    void theLedgerThatItShowsIsRight(@TempDir Path folder) throws IOException {
        String readme = readme();
        Matcher yaml = Pattern.compile("```yaml\\R(lecture: my-lecture.*?)```", Pattern.DOTALL)
                .matcher(readme);
        assertThat(yaml.find()).isTrue();
        Path ledger = Files.writeString(folder.resolve("my-lecture.yaml"), yaml.group(1));
        Typed typed =
                Typed.command("reproduce", "--ledger", ledger.toString(), "--runs-dir", folder.toString(), "--json");
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.json().findValuesAsText("verdict")).containsExactly("reproduced", "reproduced", "not run");
        String words =
                readme.substring(readme.indexOf("what expressions may say"), readme.indexOf("<!-- ledger: begin"));
        assertThat(Arrays.stream(Functions.class.getDeclaredMethods())
                        .filter(m -> Modifier.isPublic(m.getModifiers()))
                        .map(Method::getName))
                .allMatch(name -> words.contains(name + "(") || words.contains("`" + name + "`"));
        for (String network : List.of("model('lenet5').", "model('lenet5').layer('c1').")) {
            Matcher value = Pattern.compile("`\\.(\\w+)`")
                    .matcher(words.lines()
                            .filter(l -> l.startsWith(network.contains("layer(") ? "| its layers" : "| a network"))
                            .findFirst()
                            .orElseThrow());
            while (value.find()) {
                String name = value.group(1);
                assertThat(name.equals("count")
                                || new Expressions(Instruments.real()).value(network + name, Map.of()) != null)
                        .isTrue();
            }
        }
    }
}
