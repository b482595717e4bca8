package dev.originpull.configgen;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.originpull.configgen", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule seesDownwardOnly = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("install")
            .definedBy("..configgen.install..")
            .layer("locate")
            .definedBy("..configgen.locate..")
            .layer("run")
            .definedBy("..configgen.run")
            .layer("render")
            .definedBy("..configgen.render")
            .layer("catalog")
            .definedBy("..configgen.catalog")
            .layer("yaml")
            .definedBy("..configgen.yaml")
            .whereLayer("install")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("locate")
            .mayOnlyBeAccessedByLayers("install")
            .whereLayer("run")
            .mayOnlyBeAccessedByLayers("locate", "install")
            .whereLayer("render")
            .mayOnlyBeAccessedByLayers("locate", "install")
            .whereLayer("catalog")
            .mayOnlyBeAccessedByLayers("render", "run", "locate", "install")
            .whereLayer("yaml")
            .mayOnlyBeAccessedByLayers("catalog");

    // Each server's way to find who answers is its own.
    @ArchTest
    static final ArchRule locatorsDoNotSeeEachOther =
            slices().matching("..configgen.locate.(*)..").should().notDependOnEachOther();

    // java.net.IDN turns names into A-labels and opens no connection; a hash tells whether a file is still what it was.
    @ArchTest
    static final ArchRule knowsNoNetworkAndNoTls = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.net..", "javax.net..", "java.security..", "io.netty..")
                    .and(not(name("java.net.IDN")))
                    .and(not(name("java.security.MessageDigest")))
                    .and(not(name("java.security.NoSuchAlgorithmException"))));

    @ArchTest
    static final ArchRule onlyInstallHashes = noClasses()
            .that()
            .resideOutsideOfPackage("..configgen.install..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.security..");

    @ArchTest
    static final ArchRule knowsNothingOfTheAgent =
            noClasses().should().dependOnClassesThat().resideInAPackage("dev.originpull.agent..");
}
