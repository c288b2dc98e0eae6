package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.train.Plan;
import org.junit.jupiter.api.Test;

/** The README says what the program says. */
class ReadmeTest {
    private static final Pattern MODELS =
            Pattern.compile("<!-- models: begin -->\\R(.*)<!-- models: end -->", Pattern.DOTALL);

    private static String readme() throws IOException {
        return Files.readString(Path.of("..", "README.md"));
    }

    @Test
    void theTableOfNetworksIsTheOneThatModelsPrints() throws IOException {
        Matcher table = MODELS.matcher(readme());
        assertThat(table.find()).isTrue();
        assertThat(table.group(1).strip())
                .as("replace the table in README.md with what './bestiary models --markdown' prints")
                .isEqualTo(Typed.command("models", "--markdown").out().strip());
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
}
