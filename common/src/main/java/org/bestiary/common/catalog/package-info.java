/**
 * Named choices with values: what a catalogue lists can be asked for by name in a file or on the command line.
 *
 * <p>Read {@link org.bestiary.common.catalog.Kind} first: a record class with a name, and for each of its components a
 * {@link org.bestiary.common.catalog.Parameter} that says what may be given, what holds when nothing is, and what it means.
 * A {@link org.bestiary.common.catalog.Catalog} is the one list of the kinds of something, from which schemas, help and
 * tables are made and to which classes of other people can be added. Trees of plain Java values (maps, lists, texts,
 * numbers, truth values) go in and come out, so that nothing here knows JSON or YAML.
 */
package org.bestiary.common.catalog;
