/**
 * What a network costs, from its description alone: parameters, multiply-adds, receptive field, activation memory, and what training
 * takes in all ({@link org.bestiary.zoo.analysis.MemoryEstimate}). Nothing
 * here allocates a weight. Read {@link org.bestiary.zoo.analysis.Analysis} first.
 */
package org.bestiary.zoo.analysis;
