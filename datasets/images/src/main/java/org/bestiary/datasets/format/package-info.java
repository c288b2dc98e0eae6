/**
 * File formats: bytes in, {@link org.bestiary.datasets.memory.PackedImages} out.
 *
 * <p>Readers check everything a header says against what is there, and name the file in every complaint. They do not
 * know data sets.
 */
package org.bestiary.datasets.format;
