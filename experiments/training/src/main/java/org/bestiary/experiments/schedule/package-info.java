/**
 * How the learning rate changes while a network is trained.
 *
 * <p>Read first: {@link org.bestiary.experiments.schedule.Schedule}, a shape, and {@link
 * org.bestiary.experiments.schedule.Schedules}, the list of them; then {@link
 * org.bestiary.experiments.schedule.WarmedSchedule}, which puts a rise before one.
 */
package org.bestiary.experiments.schedule;
