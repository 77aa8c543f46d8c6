package dev.sluice.common;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sluice.common", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule KNOWS_NO_PROGRAM = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sluice.gateway..", "dev.sluice.worker..", "dev.sluice.auditindexer..");

    @ArchTest
    static final ArchRule NAMES_NO_WEB_ZOHO_OR_INDEX_LIBRARY = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.javalin..",
                    "io.modelcontextprotocol..",
                    "org.apache.hc..",
                    "org.opensearch..",
                    "java.net.http..");

    @ArchTest
    static final ArchRule FEATURES_FORM_NO_CYCLE =
            slices().matching("dev.sluice.common.(*)..").should().beFreeOfCycles();
}
