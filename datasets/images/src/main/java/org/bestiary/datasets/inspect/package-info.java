/**
 * What is in a folder of one's own images, before anything is learnt from it.
 *
 * <p>Read {@link org.bestiary.datasets.inspect.FolderInspection} first: it opens every image once and makes a
 * {@link org.bestiary.datasets.inspect.FolderReport} of what it saw.
 */
package org.bestiary.datasets.inspect;
