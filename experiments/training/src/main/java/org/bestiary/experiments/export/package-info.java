/**
 * Trained networks as files for other programs. Read {@link org.bestiary.experiments.export.ExportForm} first.
 */
package org.bestiary.experiments.export;
