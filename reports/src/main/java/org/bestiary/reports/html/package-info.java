/**
 * Pages made from run records: each one self-contained HTML file that opens without a network.
 *
 * <p>Read {@link org.bestiary.reports.html.ReportPage} first. A page is a template ({@code *.mustache}) filled from a view
 * (a record whose numbers are already text), one style ({@code page.css}) and one script ({@code charts.js}) that draws
 * curves from the data embedded in the page. Templates escape; views and scripts never build HTML.
 */
package org.bestiary.reports.html;
