/**
 * Pages made from run records: each one self-contained HTML file that opens without a network.
 *
 * <p>Read {@link org.bestiary.reports.html.ReportPage} first, then {@link org.bestiary.reports.html.ExperimentPage}, {@link
 * org.bestiary.reports.html.ComparisonPage}, {@link org.bestiary.reports.html.SweepPage} and {@link
 * org.bestiary.reports.html.PosterPage}. A page is a template ({@code
 * *.mustache}) filled from a view (a record whose numbers are already text), one style ({@code page.css}), charts that are
 * drawn here and now ({@link org.bestiary.reports.chart}), and one script ({@code page.js}) that reads charts out, sorts and
 * filters. Templates and drawings escape; views and the script never build HTML. A server
 * gives the same pages out inside a {@link org.bestiary.reports.html.Shell}.
 */
package org.bestiary.reports.html;
