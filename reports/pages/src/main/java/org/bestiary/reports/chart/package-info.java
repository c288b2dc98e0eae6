/**
 * Charts as SVG, drawn without a browser: the same drawing stands in a page, in an SVG file and, painted, in a PNG file.
 *
 * <p>Read {@link org.bestiary.reports.chart.Chart} first. {@link org.bestiary.reports.chart.LineChart}, {@link
 * org.bestiary.reports.chart.ScatterChart}, {@link org.bestiary.reports.chart.PointChart}, {@link
 * org.bestiary.reports.chart.ParallelChart}, {@link org.bestiary.reports.chart.BarChart}, {@link
 * org.bestiary.reports.chart.ReliabilityChart} and {@link org.bestiary.reports.chart.MatrixChart} are the kinds; {@link
 * org.bestiary.reports.chart.Axis} finds ranges and ticks; {@link org.bestiary.reports.chart.Drawing} writes the markup and
 * is the one place that escapes names. Colours are names of CSS variables of {@code theme.css}, so that a page follows light,
 * dark and print; a file gets the light ones as numbers.
 */
package org.bestiary.reports.chart;
