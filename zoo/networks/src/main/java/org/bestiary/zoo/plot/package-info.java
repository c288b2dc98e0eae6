/**
 * Pictures of networks: what belongs together becomes one box, equal blocks in a row one block, and the boxes are set in
 * rows from the image at the top to the scores at the bottom. Read {@link org.bestiary.zoo.plot.NetworkPlot} first.
 */
package org.bestiary.zoo.plot;
