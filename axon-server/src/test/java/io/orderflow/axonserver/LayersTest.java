package io.orderflow.axonserver;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class LayersTest {

    private static final String ROOT = "io.orderflow.axonserver";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void knowNothingOfTheLayerAbove() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("server")
                .definedBy(ROOT)
                .layer("wire")
                .definedBy(ROOT + ".wire")
                .layer("junit")
                .definedBy(ROOT + ".junit")
                .layer("http")
                .definedBy(ROOT + ".http")
                .layer("control")
                .definedBy(ROOT + ".control")
                .layer("access")
                .definedBy(ROOT + ".access")
                .layer("context")
                .definedBy(ROOT + ".context")
                .layer("routing")
                .definedBy(ROOT + ".routing")
                .layer("streams")
                .definedBy(ROOT + ".streams")
                .layer("search")
                .definedBy(ROOT + ".search")
                .layer("store")
                .definedBy(ROOT + ".store")
                .layer("rocksdb")
                .definedBy(ROOT + ".store.rocksdb")
                .whereLayer("junit")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("server")
                .mayOnlyBeAccessedByLayers("junit")
                .whereLayer("wire")
                .mayOnlyBeAccessedByLayers("server")
                .whereLayer("http")
                .mayOnlyBeAccessedByLayers("server")
                .whereLayer("control")
                .mayOnlyBeAccessedByLayers("server", "wire", "http")
                .whereLayer("access")
                .mayOnlyBeAccessedByLayers("server", "wire", "http")
                .whereLayer("context")
                .mayOnlyBeAccessedByLayers("server", "wire", "http")
                .whereLayer("streams")
                .mayOnlyBeAccessedByLayers("server", "wire", "context")
                .whereLayer("search")
                .mayOnlyBeAccessedByLayers("server", "wire", "streams")
                .whereLayer("routing")
                .mayOnlyBeAccessedByLayers("server", "wire", "http", "control", "context", "streams")
                .whereLayer("store")
                .mayOnlyBeAccessedByLayers("server", "wire", "http", "context", "streams", "rocksdb")
                .whereLayer("rocksdb")
                .mayOnlyBeAccessedByLayers("server")
                .check(classes);
    }

    @Test
    void keepRocksDbAndGrpcWhereTheyBelong() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".store.rocksdb")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.rocksdb..")
                .check(classes);
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".wire", ROOT + ".junit")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.grpc..")
                .check(classes);
        noClasses().should().dependOnClassesThat().resideInAnyPackage("org.axonframework..", "org.springframework..",
                "io.axoniq.axonserver.connector..").check(classes);
    }
}
