/**
 * What networks are made of: operations as plain data. Each knows its facts (shape of the output, parameters, multiply-adds,
 * receptive field, words), so that adding one is one class, its place in {@link org.bestiary.zoo.op.Op}, and a layer in each
 * of the two engines. Read {@link org.bestiary.zoo.op.Op} first.
 */
package org.bestiary.zoo.op;
