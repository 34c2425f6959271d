package io.orderflow.projection;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Configuration;

class LayersTest {

    private static final String ROOT = "io.orderflow.projection";
    private static final double MAX_PUBLIC = 0.35;

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

    /** Nested types too, whose simple names are what other documents, as the description of the API, know them by. */
    @Test
    void giveNoNameTwice() {
        assertThat(classes.stream()
                .map(JavaClass::getSimpleName)
                .filter(name -> !name.isEmpty() && !name.equals("package-info")))
                .doesNotHaveDuplicates();
    }

    /** A public type is a promise to other modules; any other type can change without a look at them. */
    @Test
    void hideTwoThirdsOfTheirTypes() {
        List<JavaClass> types = classes.stream()
                .filter(type -> type.getEnclosingClass().isEmpty() && !type.getSimpleName().equals("package-info"))
                .toList();
        List<String> open = types.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getName)
                .toList();
        assertThat((double) open.size()).as("%d of %d types are public: %s", open.size(), types.size(), open)
                .isLessThan(MAX_PUBLIC * types.size());
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
