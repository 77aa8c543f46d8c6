package dev.sluice.auditindexer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sluice.auditindexer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule KNOWS_NO_OTHER_PROGRAM = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sluice.gateway..", "dev.sluice.worker..", "dev.sluice.sandbox..");

    @ArchTest
    static final ArchRule ONLY_THE_INDEX_SPEAKS_TO_OPENSEARCH = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sluice.auditindexer.index..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.opensearch..", "org.apache.hc..", "software.amazon..");

    @ArchTest
    static final ArchRule DOCUMENTS_AND_INDEX_KNOW_NO_KAFKA = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.sluice.auditindexer.document..",
                    "dev.sluice.auditindexer.index..",
                    "dev.sluice.auditindexer.search..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule FEATURES_FORM_NO_CYCLE =
            slices().matching("dev.sluice.auditindexer.(*)..").should().beFreeOfCycles();
}
