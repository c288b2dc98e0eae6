package org.bestiary.experiments.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardsTest {
    @ParameterizedTest
    @CsvSource({
        "stage1.*, stage1.block2, true",
        "stage1.*, stage11.block2, false",
        "*, anything, true",
        "c?, c1, true",
        "c?, c, false",
        "c?, c12, false",
        "a*b*c, axbxbxc, true",
        "a*b*c, axbxcx, false",
        "*.relu, stage3.block3.relu, true",
        "relu, relu1, false",
        "c[13], c3, true",
        "c[13], c2, false",
        "*[0-2], c-, true",
        "c[1, c[1, true",
    })
    void starsQuestionMarksAndBrackets(String pattern, String name, boolean like) {
        assertThat(Wildcards.match(pattern, name)).isEqualTo(like);
    }

    @Test
    void manyStarsTakeNoTime() {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(Wildcards.match("*a".repeat(2_000) + "Z", "a".repeat(2_000)))
                        .isFalse());
    }
}
