/**
 * The architectures, one family per file, each in the order in which its paper tells it: card, variants as rows of data,
 * the network, its stages, its blocks. Read {@link org.bestiary.zoo.arch.LeNet5} first.
 */
package org.bestiary.zoo.arch;
