/**
 * Files of data sets: whether they are there and sound, how they are downloaded, how archives are unpacked.
 *
 * <p>Read {@link org.bestiary.datasets.store.FileSet} first; {@link org.bestiary.datasets.store.Fetcher} downloads one
 * file from several mirrors, {@link org.bestiary.datasets.store.Archive} unpacks one without letting it write elsewhere.
 */
package org.bestiary.datasets.store;
