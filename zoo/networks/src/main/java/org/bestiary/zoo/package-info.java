/**
 * The classic convolutional networks: what each one is, and how it becomes a DL4J configuration.
 *
 * <p>Read first: {@link org.bestiary.zoo.Zoo} (the registry), then {@link org.bestiary.zoo.Architecture} and one network
 * in {@code arch}. An architecture describes itself once, as a {@link org.bestiary.zoo.graph.Network}; from that
 * description come the DL4J graph (stock or fast layers), the analysis and the pictures.
 */
package org.bestiary.zoo;
