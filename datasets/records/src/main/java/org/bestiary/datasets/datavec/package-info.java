/**
 * DataVec, both ways: its readers and transforms as a source of images, and our images as a source of its records. All of
 * DataVec is used here and nowhere else.
 *
 * <p>Read {@link org.bestiary.datasets.datavec.RecordsDataset} first ({@code records:FILE}), which asks a {@code
 * RecordSource} for records and makes tables of them; {@link org.bestiary.datasets.datavec.ImageRecords} is the other way.
 *
 * <p>What is worked around: {@code FileSplit} lists a folder in the file system's order and creates a file that is missing,
 * {@code TransformProcess.fromYaml} reads JSON, and readers tell neither file nor line of what they cannot read.
 */
package org.bestiary.datasets.datavec;
