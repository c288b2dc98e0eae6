/** How fast a network trains and answers on this machine: {@link org.bestiary.zoo.bench.Throughput}. */
package org.bestiary.zoo.bench;
