/**
 * Runs in the formats of other programs. {@link org.bestiary.reports.export.EventFile} is what TensorBoard reads.
 */
package org.bestiary.reports.export;
