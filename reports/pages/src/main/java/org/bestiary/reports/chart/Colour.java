package org.bestiary.reports.chart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Colours by the names that {@code theme.css} gives them, as {@code var(--name)}. */
public final class Colour {
    /** Text and what weighs as much. */
    public static final String INK = "var(--ink)";
    /** Labels. */
    public static final String MUTED = "var(--muted)";
    /** Grids and frames. */
    public static final String LINE = "var(--line)";
    /** Ground that a chart stands on. */
    public static final String GROUND = "var(--paper)";
    /** Ground of what is written in colour. */
    public static final String SURFACE = "var(--surface)";
    /** What is right, or meant. */
    public static final String ACCENT = "var(--accent)";
    /** What is wrong. */
    public static final String WARM = "var(--warm)";
    /** What went wrong. */
    public static final String ALARM = "var(--alarm)";
    /** Curves of training. */
    public static final String TRAIN = "var(--train)";
    /** Curves of validation. */
    public static final String VALIDATION = "var(--validation)";

    /** How many steps {@link #ranked} has. */
    public static final int RANKS = 5;

    /** How many colours {@link #series} has. */
    public static final int SERIES = 12;

    private static final String[] DASHES = {"", "6 3", "2 3", "8 3 2 3", "1 4"};
    private static final Pattern DEFINITION = Pattern.compile("--([a-z0-9-]+):\\s*(#[0-9a-f]+)");
    private static final Pattern USE = Pattern.compile("var\\(--([a-z0-9-]+)\\)");
    private static final Map<String, String> LIGHT = light();

    private Colour() {}

    /** The colour of the n-th of several things, from 0; after twelve they come again, with another {@link #dash}. */
    public static String series(int n) {
        return "var(--c" + n % SERIES + ")";
    }

    /** The colour of a rank, from 0 for the worst, which recedes, to {@link #RANKS} - 1 for the best. */
    public static String ranked(int rank) {
        return "var(--q" + Math.max(0, Math.min(RANKS - 1, rank)) + ")";
    }

    /** The line pattern of the n-th of several things, so that those of one colour differ. */
    public static String dash(int n) {
        return DASHES[n / SERIES % DASHES.length];
    }

    /** The style sheet that defines the colours. */
    public static String theme() {
        try (InputStream in = Colour.class.getResourceAsStream("theme.css")) {
            if (in == null) {
                throw new IllegalStateException("the program must contain theme.css; build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new IllegalStateException("cannot read theme.css", e);
        }
    }

    /** Markup with every name of a colour replaced by the colour itself, as on light ground. */
    static String resolve(String markup) {
        return USE.matcher(markup).replaceAll(use -> {
            // A file is white, a page is not quite.
            String colour = LIGHT.get(use.group(1).equals("paper") ? "surface" : use.group(1));
            if (colour == null) {
                throw new IllegalStateException("theme.css must define --" + use.group(1));
            }
            return colour;
        });
    }

    private static Map<String, String> light() {
        Map<String, String> colours = new TreeMap<>();
        Matcher definitions = DEFINITION.matcher(theme());
        while (definitions.find()) {
            // The light ones come first in the file.
            colours.putIfAbsent(definitions.group(1), definitions.group(2));
        }
        return colours;
    }
}
