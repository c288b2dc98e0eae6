package org.bestiary.common.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
    private record Animal(String name, long legs, OptionalDouble weight, Optional<String> food) {}

    private static final Table<Animal> TABLE = Table.of(
            Column.left("name", Animal::name),
            Column.right("legs", Animal::legs),
            Column.figure("weight", "%.1f kg", Animal::weight),
            Column.left("", Animal::food));

    private static final List<Animal> ANIMALS = List.of(
            new Animal("ant_1|2", 6, OptionalDouble.empty(), Optional.of("all, \"even\" this")),
            new Animal("millipede", 1306, OptionalDouble.of(0.25), Optional.empty()));

    @Test
    void textIsAsWideAsItMustBeAndEndsWithoutBlanks() {
        StringWriter text = new StringWriter();
        TABLE.print(ANIMALS, new PrintWriter(text));
        assertThat(text.toString().lines())
                .containsExactly(
                        "name        legs  weight",
                        "ant_1|2        6       -  all, \"even\" this",
                        "millipede  1,306  0.3 kg  -");
    }

    @Test
    void markdownIsEscapedButForMarkdown() {
        assertThat(TABLE.markdown(ANIMALS)).isEqualTo("""
                | name | legs | weight | |
                |---|--:|--:|---|
                | ant\\_1\\|2 | 6 | – | all, "even" this |
                | millipede | 1,306 | 0.3 kg | – |
                """);
        Table<String> links = Table.of(Column.left("a_b", s -> new Markdown("[`" + s + "`](x)")));
        assertThat(links.markdownRow("a|b")).isEqualTo("| [`a|b`](x) |");
        assertThat(links.markdown(List.of())).isEqualTo("| a\\_b |\n|---|\n");
        assertThat(Markdown.inCell("`a|b`\n  c").text()).isEqualTo("`a\\|b` c");
    }

    @Test
    void csvQuotesWhatMustBeAndHasEmptyCells() {
        assertThat(TABLE.csv(ANIMALS, "\r\n"))
                .isEqualTo("name,legs,weight,\r\nant_1|2,6,,\"all, \"\"even\"\" this\"\r\nmillipede,1306,0.3 kg,\r\n");
    }

    @Test
    void csvCountsItsRowsAndSaysWhenItCannotBeWritten() {
        Csv<Animal> csv = TABLE.csv(new StringBuilder(), "\n");
        ANIMALS.forEach(csv::row);
        csv.flush();
        assertThat(csv.rows()).isEqualTo(2);
        Writer full = new Writer() {
            @Override
            public void write(char[] letters, int from, int length) throws IOException {
                throw new IOException("no space");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> TABLE.csv(full, "\n"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no space");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatCsvWritesIsReadBack(long seed) {
        Random random = new Random(seed);
        String letters = "ab,\"\r\n#é; |";
        List<List<String>> rows = IntStream.range(0, 20)
                .mapToObj(r -> IntStream.range(0, 3)
                        .mapToObj(c -> random.ints(1 + random.nextInt(8), 0, letters.length())
                                .mapToObj(i -> letters.substring(i, i + 1))
                                .reduce("", String::concat))
                        .toList())
                .toList();
        Table<List<String>> table = Table.of(
                Column.left("x", row -> row.get(0)),
                Column.left("y", row -> row.get(1)),
                Column.left("z", row -> row.get(2)));
        List<List<String>> read = Csv.read(table.csv(rows, "\n"));
        assertThat(read.get(0)).containsExactly("x", "y", "z");
        assertThat(read.subList(1, read.size())).isEqualTo(rows);
    }

    @Test
    void fieldsAreNamedAfterTheColumns() {
        assertThat(TABLE.fields(ANIMALS.get(1)))
                .containsEntry("name", "millipede")
                .containsEntry("legs", 1306L);
        assertThat(TABLE.fields(ANIMALS.get(1)).keySet()).containsExactly("name", "legs", "weight", "");
    }
}
