/**
 * Runs in the formats of other programs. {@link org.bestiary.reports.export.EventFile} is what TensorBoard reads, {@link
 * org.bestiary.reports.export.RunTable} what spreadsheets and statistics read.
 */
package org.bestiary.reports.export;
