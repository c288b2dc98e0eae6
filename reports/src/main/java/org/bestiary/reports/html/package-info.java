/**
 * Pages made from run records: each one self-contained HTML file that opens without a network.
 */
package org.bestiary.reports.html;
