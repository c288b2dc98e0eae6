package org.bestiary.datasets.strokes;

import java.util.Arrays;
import java.util.List;

/**
 * The ways in which people write the ten digits.
 *
 * <p>A prototype is written in a box of 100 by 100, x to the right and y down: points {@code x,y} joined by a smooth
 * curve, {@code >} for a sharp corner at the point before it, {@code /} for lifting the pen. Frequencies are a matter of
 * repetition: a way that is listed twice is chosen twice as often.
 */
final class Prototypes {
    private static final String[][] DIGITS = {
        { // 0: round, narrow with an overlap, not quite closed
            "54,5 36,8 22,24 16,50 22,76 36,92 52,96 68,91 80,74 85,50 80,26 68,9 52,4",
            "62,8 44,5 26,18 17,42 17,66 27,87 44,97 63,92 78,74 83,50 78,24 64,8 46,9",
            "42,10 26,24 17,48 20,74 36,93 56,95 74,84 83,60 80,34 70,14 54,6",
        },
        { // 1: a bare line (twice), with a flag, with flag and foot
            "50,4 50,50 50,96", "54,4 50,50 48,96", "32,22 > 54,4 > 53,50 52,96", "34,20 > 52,4 > 52,95 / 30,96 74,95",
        },
        { // 2: angular foot, looped foot, straight foot after a flat curve
            "18,26 32,7 58,5 76,22 70,44 44,70 16,95 > 84,94",
            "20,24 36,6 62,6 76,24 68,50 44,76 24,92 14,86 24,76 46,86 66,95 86,88",
            "22,20 50,6 74,16 76,34 56,60 20,94 > 50,92 84,95",
        },
        { // 3: two bows, flat top, small loop in the middle
            "22,16 46,4 72,14 72,34 46,46 > 74,56 80,78 54,96 20,86",
            "22,6 > 76,6 > 46,40 > 72,50 80,74 58,96 20,88",
            "20,18 46,4 72,16 66,38 46,48 38,44 50,43 74,54 80,76 54,96 18,84",
        },
        { // 4: open and angular (twice), closed, open and round
            "30,6 > 18,54 > 86,54 / 66,28 64,96",
            "32,4 > 14,58 > 84,60 / 62,24 60,70 56,97",
            "64,96 > 64,4 > 14,66 > 88,66",
            "22,8 20,40 38,54 70,44 / 74,6 68,50 62,96",
        },
        { // 5: in one go, with the bar drawn last, round like an S
            "76,6 > 28,8 > 24,44 > 50,38 76,52 80,76 58,96 20,88",
            "30,8 26,42 > 52,38 76,54 78,78 54,96 20,86 / 30,8 80,6",
            "78,8 50,6 > 28,24 34,42 66,52 78,74 56,96 20,88",
        },
        { // 6: curved, straight-backed
            "66,5 40,22 22,52 20,80 44,97 70,88 76,68 58,52 34,58 21,76",
            "58,4 30,44 20,76 40,97 70,92 78,70 56,56 26,70",
            "72,8 48,10 24,40 18,74 38,96 68,92 76,72 56,58 28,68 20,80",
        },
        { // 7: plain, with a bar, with a hook, curved
            "16,8 > 82,8 > 60,52 40,96",
            "18,8 > 82,8 > 60,52 42,96 / 34,54 76,50",
            "18,22 > 20,8 52,10 84,6 > 54,50 40,96",
            "16,10 > 80,8 56,44 46,96",
        },
        { // 8: one line, two rings, open at the top
            "72,16 48,4 26,18 36,40 64,56 78,78 52,97 22,80 36,56 64,40 74,20 64,7",
            "50,4 30,12 28,34 50,46 70,34 70,12 50,4 / 50,46 24,60 20,84 50,97 78,84 76,60 50,46",
            "76,12 50,6 28,22 40,44 66,58 76,80 50,96 24,82 34,58 66,36 78,18",
        },
        { // 9: straight stem, hooked tail, loop and stem in one go
            "74,24 54,5 26,16 22,42 46,54 68,42 76,20 > 70,60 64,96",
            "74,30 56,6 28,14 24,42 48,52 74,30 > 76,66 60,92 28,92",
            "78,10 50,4 24,24 30,48 56,48 76,18 > 72,60 68,96",
        },
    };

    private static final List<List<Prototype>> PARSED = Arrays.stream(DIGITS)
            .map(ways -> Arrays.stream(ways).map(Prototype::parse).toList())
            .toList();

    private Prototypes() {}

    /**
     * How a digit is written.
     *
     * @param digit 0 to 9
     * @return at least two ways
     */
    static List<Prototype> of(int digit) {
        return PARSED.get(digit);
    }
}
