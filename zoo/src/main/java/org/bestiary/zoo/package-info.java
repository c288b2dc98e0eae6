/** The zoo module. */
package org.bestiary.zoo;
