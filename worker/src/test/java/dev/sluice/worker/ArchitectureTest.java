package dev.sluice.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sluice.worker", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule KNOWS_NO_OTHER_PROGRAM = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sluice.gateway..", "dev.sluice.auditindexer..", "dev.sluice.sandbox..");

    @ArchTest
    static final ArchRule ONLY_ZOHO_SPEAKS_HTTP = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sluice.worker.zoho..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.hc..", "java.net.http..");

    @ArchTest
    static final ArchRule ONE_KIND_OF_CREDENTIALS_KNOWS_AWS = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sluice.worker.credential.aws..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk..");

    @ArchTest
    static final ArchRule TOOLS_KNOW_NO_KAFKA = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.sluice.worker.tool..", "dev.sluice.worker.zoho..", "dev.sluice.worker.credential..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule FEATURES_FORM_NO_CYCLE =
            slices().matching("dev.sluice.worker.(*)..").should().beFreeOfCycles();
}
