package dev.sluice.auditindexer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

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
}
