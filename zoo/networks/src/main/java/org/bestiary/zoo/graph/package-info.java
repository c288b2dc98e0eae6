/**
 * The description of a network, and its translation into a DL4J graph.
 *
 * <p>Read first: {@link org.bestiary.zoo.graph.GraphScope}, the language that architectures are written in. It makes a
 * {@link org.bestiary.zoo.graph.Network}: plain data, no weights, no DL4J. {@link
 * org.bestiary.zoo.graph.ConfigurationBuilder} turns that into a {@code ComputationGraphConfiguration} with the layers of
 * a {@link org.bestiary.zoo.graph.LayerSet}.
 */
package org.bestiary.zoo.graph;
