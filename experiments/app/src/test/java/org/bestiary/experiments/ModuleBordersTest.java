package org.bestiary.experiments;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may use whom. */
@AnalyzeClasses(packages = "org.bestiary", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleBordersTest {
    @ArchTest
    static final ArchRule COMMON_GROUND_KNOWS_NO_MODULE_AND_NO_ARRAYS = noClasses()
            .that()
            .resideInAPackage("org.bestiary.common..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.bestiary.zoo..",
                    "org.bestiary.datasets..",
                    "org.bestiary.reports..",
                    "org.bestiary.experiments..",
                    "org.deeplearning4j..",
                    "org.nd4j..");

    @ArchTest
    static final ArchRule ZOO_KNOWS_NO_OTHER_MODULE = noClasses()
            .that()
            .resideInAPackage("org.bestiary.zoo..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bestiary.datasets..", "org.bestiary.reports..", "org.bestiary.experiments..");

    @ArchTest
    static final ArchRule DATASETS_KNOW_NO_OTHER_MODULE_AND_NO_NETWORKS = noClasses()
            .that()
            .resideInAPackage("org.bestiary.datasets..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.bestiary.zoo..",
                    "org.bestiary.reports..",
                    "org.bestiary.experiments..",
                    "org.deeplearning4j.nn..");

    @ArchTest
    static final ArchRule REPORTS_KNOW_NO_OTHER_MODULE_AND_NO_NATIVE_CODE = noClasses()
            .that()
            .resideInAPackage("org.bestiary.reports..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.bestiary.zoo..",
                    "org.bestiary.datasets..",
                    "org.bestiary.experiments..",
                    "org.deeplearning4j..",
                    "org.nd4j..",
                    "org.bytedeco..");

    @ArchTest
    static final ArchRule ONEDNN_STAYS_BEHIND_ONE_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackage("org.bestiary.zoo.onednn..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bytedeco.dnnl..");

    @ArchTest
    static final ArchRule NOBODY_USES_WHAT_IS_SHADED_INTO_ND4J = noClasses()
            .that()
            .resideOutsideOfPackage("org.bestiary.zoo.layer..")
            .and()
            .haveNameNotMatching("org\\.bestiary\\.datasets\\.datavec\\.ShadedJson.*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.nd4j.shade..")
            .because(
                    "only what DL4J itself writes as JSON needs its annotations, and DataVec's reader of JSON its mapper");

    @ArchTest
    static final ArchRule TRAINING_DOES_NOT_KNOW_THE_COMMAND_LINE = noClasses()
            .that()
            .resideInAnyPackage("org.bestiary.experiments.train..", "org.bestiary.experiments.config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bestiary.experiments.cli..", "picocli..");

    @ArchTest
    static final ArchRule SEARCH_CANNOT_EVALUATE_ON_TEST_IMAGES = noClasses()
            .that()
            .resideInAPackage("org.bestiary.experiments.search..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.bestiary.experiments.train.ExperimentRunner")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.bestiary.reports.run.TestEvaluation")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.bestiary.datasets.Split")
            .because("what is chosen by the test images cannot be judged by them");

    @ArchTest
    static final ArchRule H2_STAYS_BEHIND_ONE_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackage("org.bestiary.reports.h2..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.h2..");

    @ArchTest
    static final ArchRule H2_IS_ONLY_READ_AND_NEVER_STARTED = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.h2",
                    "org.h2.api..",
                    "org.h2.command..",
                    "org.h2.engine..",
                    "org.h2.jdbc..",
                    "org.h2.jdbcx..",
                    "org.h2.server..",
                    "org.h2.tools..")
            .because("H2 runs the code that is in a file when it opens a database");

    @ArchTest
    static final ArchRule SQLITE_STAYS_BEHIND_ONE_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackage("org.bestiary.reports.database..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.sqlite..");

    @ArchTest
    static final ArchRule ARBITER_STAYS_BEHIND_ONE_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackage("org.bestiary.experiments.search.arbiter..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.deeplearning4j.arbiter..");

    @ArchTest
    static final ArchRule DATAVEC_STAYS_BEHIND_ONE_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackage("org.bestiary.datasets.datavec..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.datavec..", "org.deeplearning4j.datasets.datavec..");

    @ArchTest
    static final ArchRule COMMON_PACKAGES_HAVE_NO_CYCLES =
            slices().matching("org.bestiary.common.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ZOO_PACKAGES_HAVE_NO_CYCLES =
            slices().matching("org.bestiary.zoo.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule DATASET_PACKAGES_HAVE_NO_CYCLES =
            slices().matching("org.bestiary.datasets.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule REPORT_PACKAGES_HAVE_NO_CYCLES =
            slices().matching("org.bestiary.reports.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule EXPERIMENT_PACKAGES_HAVE_NO_CYCLES =
            slices().matching("org.bestiary.experiments.(*)..").should().beFreeOfCycles();
}
