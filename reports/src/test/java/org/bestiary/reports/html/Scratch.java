package org.bestiary.reports.html;
import java.nio.file.*; import java.util.*; import java.util.stream.*;
import org.bestiary.reports.SampleRun; import org.bestiary.reports.run.*; import org.bestiary.reports.compare.*;
public final class Scratch { public static void main(String[] a) throws Exception {
 Path out=Path.of("/work/lab/pages/out"); Files.createDirectories(out);
 ReportPage.write(SampleRun.completed(), SampleRun.predictions(10,1,28), out.resolve("run.html"));
 ReportPage.writeCharts(SampleRun.completed(), out.resolve("charts"));
 List<String> names=IntStream.range(0,100).mapToObj(i->"class "+i).toList();
 ReportPage.write(SampleRun.completed("hundred",names,1,1), SampleRun.predictions(100,3,32), out.resolve("hundred.html"));
 Path runs=Files.createTempDirectory("r"); List<RunDirectory> dirs=new ArrayList<>();
 for(int s=1;s<4;s++){ RunDirectory d=RunDirectory.create(runs,"digits-s"+s); d.write(SampleRun.completed("digits-s"+s,SampleRun.DIGITS,8,s)); dirs.add(d);} 
 ExperimentPage.write(dirs,out.resolve("experiment.html"));
 RunDirectory g=RunDirectory.create(runs,SampleRun.golden().id()); g.write(SampleRun.golden());
 Files.copy(g.recordFile(), out.resolve("golden2.json"), StandardCopyOption.REPLACE_EXISTING);
}}
