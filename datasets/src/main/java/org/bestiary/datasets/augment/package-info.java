/**
 * Augmentation: pure, seeded changes of images.
 *
 * <p>Read {@link org.bestiary.datasets.augment.Presets} first (the recipes that papers and lectures use), then
 * {@link org.bestiary.datasets.augment.Transform}, what recipes are made of. A
 * {@link org.bestiary.datasets.augment.BatchChange} works on whole batches. Nothing here keeps state: the same image and
 * the same random stream give the same result in any thread.
 */
package org.bestiary.datasets.augment;
