/**
 * Augmentation: pure, seeded changes of images.
 *
 * <p>Read {@link org.bestiary.datasets.augment.Presets} first (the recipes that papers and lectures use), then
 * {@link org.bestiary.datasets.augment.Steps}, the list of what recipes are made of: a
 * {@link org.bestiary.datasets.augment.Transform} works on an image, a {@link org.bestiary.datasets.augment.BatchChange} on a
 * whole batch. {@link org.bestiary.datasets.augment.RecipeTree} reads and writes recipes as specs hold them. To add a step,
 * write a record with its {@code KIND}, add that to the list and a row to its test; or leave this program alone and put a
 * {@link org.bestiary.datasets.augment.StepProvider} on the class path. Nothing here keeps state: the same image and the same
 * random stream give the same result in any thread.
 */
package org.bestiary.datasets.augment;
