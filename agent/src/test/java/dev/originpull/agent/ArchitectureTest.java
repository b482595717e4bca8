package dev.originpull.agent;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;

/** The dependency directions that src/docs and CONTRIBUTING speak of: lower may not see higher. */
@AnalyzeClasses(packages = "dev.originpull.agent", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final List<String> FROM_THE_TOP = List.of(
            "cli",
            "web",
            "generate",
            "demo",
            "rollout",
            "monitor",
            "report",
            "verdict",
            "probe",
            "cloudflare",
            "pki",
            "config");

    @ArchTest
    static final ArchRule lowerPackagesDoNotSeeHigherOnes = layers();

    @ArchTest
    static final ArchRule onlyTheEdgesKnowNetty = noClasses()
            .that()
            .resideOutsideOfPackages("..agent.probe..", "..agent.demo..", "..agent.web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..");

    @ArchTest
    static final ArchRule verdictsArePureFunctions = noClasses()
            .that()
            .resideInAPackage("..agent.verdict..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "io.netty..",
                            "java.io..",
                            "java.net..",
                            "java.nio.file..",
                            "javax.net..",
                            "java.util.concurrent..")
                    // Serialisable lambdas and exceptions bring the first, addresses of origins the others.
                    .and(not(name("java.io.Serializable")))
                    .and(not(name("java.net.InetSocketAddress")))
                    .and(not(name("java.net.InetAddress")))
                    .and(not(name("java.net.Inet6Address"))));

    private static LayeredArchitecture layers() {
        LayeredArchitecture layers =
                layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
        for (String name : FROM_THE_TOP) {
            layers = layers.layer(name).definedBy("dev.originpull.agent." + name + "..");
        }
        layers = layers.whereLayer("cli").mayNotBeAccessedByAnyLayer();
        for (int i = 1; i < FROM_THE_TOP.size(); i++) {
            String[] higher = FROM_THE_TOP.subList(0, i).toArray(String[]::new);
            layers = layers.whereLayer(FROM_THE_TOP.get(i)).mayOnlyBeAccessedByLayers(higher);
        }
        return layers;
    }
}
