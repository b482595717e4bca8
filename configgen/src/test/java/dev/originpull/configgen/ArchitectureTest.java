package dev.originpull.configgen;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.originpull.configgen", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule renderSeesTheCatalogWhichSeesYamlAndNotTheOtherWayRound = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("catalog")
            .definedBy("..configgen.catalog")
            .layer("render")
            .definedBy("..configgen.render")
            .layer("yaml")
            .definedBy("..configgen.yaml")
            .whereLayer("render")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("catalog")
            .mayOnlyBeAccessedByLayers("render")
            .whereLayer("yaml")
            .mayOnlyBeAccessedByLayers("catalog");

    // java.net.IDN turns names into A-labels and opens no connection.
    @ArchTest
    static final ArchRule knowsNoNetworkAndNoTls = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.net..", "javax.net..", "java.security..", "io.netty..")
                    .and(not(name("java.net.IDN"))));

    @ArchTest
    static final ArchRule knowsNothingOfTheAgent =
            noClasses().should().dependOnClassesThat().resideInAPackage("dev.originpull.agent..");
}
