package io.orderflow.projection;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Configuration;

class LayersTest {

    private static final String ROOT = "io.orderflow.projection";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** The root is a layer of its own, the highest one, so that a cycle over it shows too. */
    @Test
    void knowNothingOfTheLayerAbove() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .ensureAllClassesAreContainedInArchitecture()
                .layer("root")
                .definedBy(ROOT)
                .layer("serve")
                .definedBy(ROOT + ".serve")
                .layer("rebuild")
                .definedBy(ROOT + ".rebuild")
                .layer("engine")
                .definedBy(ROOT + ".engine")
                .layer("document")
                .definedBy(ROOT + ".document")
                .layer("api")
                .definedBy(ROOT + ".api")
                .whereLayer("root")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("serve")
                .mayOnlyBeAccessedByLayers("root")
                .whereLayer("rebuild")
                .mayOnlyBeAccessedByLayers("root", "serve")
                .whereLayer("engine")
                .mayOnlyBeAccessedByLayers("root", "serve", "rebuild")
                .whereLayer("document")
                .mayOnlyBeAccessedByLayers("root", "serve", "rebuild", "engine")
                .check(classes);
    }

    @Test
    void setUpEveryRoom() {
        List<String> listed = ImportCandidates.load(ProjectionKitConfiguration.class, getClass().getClassLoader())
                .getCandidates();
        assertThat(classes.stream()
                .filter(type -> type.isAnnotatedWith(Configuration.class) && !isImportedByAnother(type))
                .map(JavaClass::getName))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(listed.stream(), Stream.of(ProjectionKitConfiguration.class.getName())).toList());
    }

    private static boolean isImportedByAnother(JavaClass type) {
        return type.getDirectDependenciesToSelf()
                .stream()
                .anyMatch(use -> use.getOriginClass().isAnnotatedWith(Configuration.class)
                        && !use.getOriginClass().equals(type));
    }
}
