package org.bestiary.reports.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionParserTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        testAcuracy>90                 | at character 1, "testAcuracy>90": there is no field 'testAcuracy'; did you mean testAccuracy
        model=a and lossy<1            | at character 13, "lossy<1": there is no field 'lossy'; did you mean
        model=a and                    | at the end of "model=a and": a comparison must begin with a field
        model                          | at the end of "model": the field 'model' must be followed by one of = != < <= > >= ~
        model resnet20                 | at character 7, "resnet20": the field 'model' must be followed by one of
        model==a                       | at character 6, "==a": values must be compared with = != < <= > >= ~, got '=='
        model=                         | at the end of "model=": 'model=' must be followed by a value
        model=a model=b                | at character 9, "model=b": comparisons must be joined by 'and' or 'or'
        model=a && model=b             | at character 9, "&& model=b": comparisons must be joined by 'and' or 'or'
        (model=a                       | at the end of "(model=a": a '(' must be closed by ')'
        model=a)                       | at character 8, ")": a ')' must have a '(' before it
        model='a                       | at character 7, "'a": a quote must be closed
        model<a                        | at character 6, "<a": model is text, which must be compared with =, != or ~
        testAccuracy>high              | at character 14, "high": testAccuracy must be compared with a number, got 'high'
        testAccuracy~9*                | testAccuracy is a number, which must be compared with
        status=complete                | there is no status 'complete'; did you mean completed
        started>yesterday              | started must be compared with a time such as 2026-11-21
        started>2026-13-01             | must be compared with a time
        started~2026*                  | started is a time, which must be compared with
        training.batch<big             | training.batch must be compared with a number
        tag>a                          | tag is text
        not                            | at the end of "not"
        ()                             | at character 2, ")": a comparison must begin with a field
        =                              | a comparison must begin with a field
        ''                             | a comparison must begin with a field
        """)
    void mistakesArePointedAt(String text, String message) {
        assertThatThrownBy(() -> Condition.parse(text))
                .isInstanceOf(ConditionException.class)
                .hasMessageStartingWith("in --where ")
                .hasMessageContaining(message);
    }

    @Test
    void emptyAndOverlongAndOverdeepTextIsRefused() {
        assertThatThrownBy(() -> Condition.parse("")).isInstanceOf(ConditionException.class);
        assertThatThrownBy(() -> Condition.parse("x".repeat(5000))).hasMessageContaining("at most 4000 characters");
        assertThatThrownBy(() -> Condition.parse("(".repeat(3000))).hasMessageContaining("at most 50 deep");
        assertThatThrownBy(() -> Condition.parse("not ".repeat(900))).hasMessageContaining("at most 50 deep");
    }

    @Test
    void andBindsMoreTightlyThanOrAndNotMostTightly() {
        assertThat(Condition.parse("model=a or not model=b and model=c"))
                .isEqualTo(Condition.parse("model=a or ((not model=b) and model=c)"))
                .isNotEqualTo(Condition.parse("(model=a or not model=b) and model=c"));
    }

    @Test
    void wordsMayHaveDashesAndColonsAndSigns() {
        assertThat(Condition.parse("experiment=lenet5-mnist")).isEqualTo(Condition.parse("experiment='lenet5-mnist'"));
        assertThat(Condition.parse("dataset=image-folder:/a/b")).isInstanceOf(Condition.Comparison.class);
        assertThat(Condition.parse("seed>-3")).isEqualTo(Condition.parse("SEED > -3.0"));
        assertThat(Condition.parse("model=\"say \"\"hi\"\"\""))
                .extracting(c -> ((Condition.Comparison) c).value())
                .isEqualTo("say \"hi\"");
    }

    @ParameterizedTest
    @CsvSource({"nothing, --sort must name a field", "tag, must name a field with one value"})
    void sortingByWhatIsNoFieldIsRefused(String field, String message) {
        assertThatThrownBy(() -> RunQuery.sorted(Condition.ALL, Optional.of(field), 5))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "10001"})
    void aLimitIsFromOneToTenThousand(int limit) {
        assertThatThrownBy(() -> RunQuery.newest(Condition.ALL, limit)).hasMessageContaining("--limit must be from 1");
    }
}
