/**
 * What a network says of pictures: {@link org.bestiary.experiments.predict.Predictor} answers,
 * {@link org.bestiary.experiments.predict.PictureFiles} finds the files that were meant.
 */
package org.bestiary.experiments.predict;
