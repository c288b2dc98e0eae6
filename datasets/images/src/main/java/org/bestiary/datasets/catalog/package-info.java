/**
 * The data sets themselves, one file each.
 *
 * <p>Read {@link org.bestiary.datasets.catalog.Datasets} first: the list of all of them. To add one, write its class here
 * and add it to that list.
 */
package org.bestiary.datasets.catalog;
