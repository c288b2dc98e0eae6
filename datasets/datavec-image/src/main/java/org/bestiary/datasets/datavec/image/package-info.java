/**
 * DataVec's images, by OpenCV: a decoder and a step of augmentation. Compiled with the profile {@code datavec-image} only.
 *
 * <p>Read {@link org.bestiary.datasets.datavec.image.DataVecStep} first. {@link
 * org.bestiary.datasets.datavec.image.Mats} is where pixels of ours become those of OpenCV and back.
 */
package org.bestiary.datasets.datavec.image;
