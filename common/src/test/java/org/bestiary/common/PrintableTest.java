package org.bestiary.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text from elsewhere that is printed. */
class PrintableTest {
    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x07, 0x08, 0x1b, 0x7f, 0x9b, 0x202e, 0x2066, 0x2028})
    void spellsOutWhatSteersATerminal(int character) {
        String text = "a" + (char) character + "b";
        assertThat(Printable.visible(text)).isEqualTo(String.format("a\\u%04xb", character));
        StringWriter written = new StringWriter();
        PrintWriter printer = Printable.printer(new PrintWriter(written));
        printer.print(text);
        printer.write(character);
        printer.print(text.toCharArray());
        assertThat(written).hasToString(String.format("a\\u%04xb\\u%04xa\\u%04xb", character, character, character));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ein Käse", "猫と犬", "a\tb", "\ud83d\ude00", "C:\\photos\\u"})
    void leavesWhatCanBeSeen(String text) {
        assertThat(Printable.visible(text)).isSameAs(text);
        assertThat(Printable.line(text)).isEqualTo(text);
    }

    @Test
    void keepsLinesApartOnlyWhereTheyAreMeantToBe() {
        assertThat(Printable.visible("a\nb")).isEqualTo("a\nb");
        assertThat(Printable.line(" a \r\n\n b\u2028c ")).isEqualTo("a b c");
    }

    @Test
    void cutsAWordThatBuriesTheMessage() {
        String path = "/photos/" + "x".repeat(200) + "/cat.png";
        assertThat(Printable.line("no file " + path + "; look")).isEqualTo("no file " + path + "; look");
        assertThat(Printable.line("no file " + "x".repeat(200_000) + "; look"))
                .isEqualTo("no file " + "x".repeat(60) + "...(199921 more)..." + "x".repeat(19) + "; look");
    }

    @Test
    void cutsAValueOfManyWords() {
        String line =
                Printable.line("a name must be short, but got '" + "very ".repeat(40_000) + "long'; give it another");
        assertThat(line)
                .startsWith("a name must be short, but got 'very very")
                .endsWith("very long'; give it another")
                .hasSizeLessThan(200);
    }

    @Test
    void bounds() {
        assertThat(Printable.line("word ".repeat(100_000))).hasSizeLessThan(2_100);
        assertThat(Printable.line("got " + "y ".repeat(5_000))).hasSizeLessThan(2_100);
    }
}
