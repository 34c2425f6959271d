package io.orderflow.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Configuration;

/** The packages of the kit: which may use which, their public types, and that all of them are set up. */
@AnalyzeClasses(packagesOf = ServiceKitConfiguration.class, importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    private static final String ROOT = "io.orderflow.service";
    /** From the bottom up: none knows one further up. */
    private static final List<String> ROOMS = List.of("resilience", "message", "checkpoint", "aggregate", "web",
            "access", "idempotency", "stage", "deadletter", "processor");
    /** Imported by processes by their choice, the last by those that have event processors. */
    private static final Set<String> ENTRANCES = Set.of(ROOT + ".ServiceKitConfiguration",
            ROOT + ".HttpServiceConfiguration", ROOT + ".processor.ProcessorConfiguration");
    private static final double MAX_PUBLIC = 0.35;

    @ArchTest
    static final ArchRule NO_ROOM_KNOWS_ONE_FURTHER_UP = layers();

    @ArchTest
    static final ArchRule NO_PACKAGES_GO_ROUND_IN_CIRCLES = slices().assignedFrom(new Packages()).should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_KIT_NAMES_NO_CONTEXT = noClasses().should().dependOnClassesThat().resideInAnyPackage(
            "io.orderflow.api.order..", "io.orderflow.api.saga..", "io.orderflow.api.stock..",
            "io.orderflow.api.payment..", "io.orderflow.api.account..");

    @ArchTest
    static void hidesTwoOfThreeTypes(JavaClasses kit) {
        List<JavaClass> types = topLevel(kit).toList();
        List<String> visible = types.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getName)
                .toList();

        assertThat(visible).as("public types of %d", types.size())
                .hasSizeLessThanOrEqualTo((int) (types.size() * MAX_PUBLIC));
    }

    @ArchTest
    static void givesNoNameTwice(JavaClasses kit) {
        Set<String> names = new HashSet<>();

        assertThat(kit.stream()
                .map(JavaClass::getSimpleName)
                .filter(name -> !name.isEmpty() && !name.equals("package-info") && !names.add(name))).isEmpty();
    }

    @ArchTest
    static void setsUpEveryRoom(JavaClasses kit) {
        List<String> configurations = kit.stream()
                .filter(type -> type.isAnnotatedWith(Configuration.class) && !isImportedByAnother(type))
                .map(JavaClass::getName)
                .filter(name -> !ENTRANCES.contains(name))
                .toList();

        assertThat(ImportCandidates.load(ServiceKitConfiguration.class, LayersTest.class.getClassLoader())
                .getCandidates()).containsExactlyInAnyOrderElementsOf(configurations);
    }

    private static boolean isImportedByAnother(JavaClass type) {
        return type.getDirectDependenciesToSelf()
                .stream()
                .anyMatch(use -> use.getOriginClass().isAnnotatedWith(Configuration.class)
                        && !use.getOriginClass().equals(type));
    }

    private static Stream<JavaClass> topLevel(JavaClasses kit) {
        return kit.stream().filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"));
    }

    private static LayeredArchitecture layers() {
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers()
                .layer(ROOT)
                .definedBy(ROOT)
                .whereLayer(ROOT)
                .mayNotBeAccessedByAnyLayer();
        for (String room : ROOMS) {
            layers = layers.layer(room).definedBy(ROOT + "." + room + "..");
        }
        for (int i = 0; i < ROOMS.size(); i++) {
            List<String> above = ROOMS.subList(i + 1, ROOMS.size());
            layers = above.isEmpty()
                    ? layers.whereLayer(ROOMS.get(i)).mayOnlyBeAccessedByLayers(ROOT)
                    : layers.whereLayer(ROOMS.get(i)).mayOnlyBeAccessedByLayers(
                            Stream.concat(above.stream(), Stream.of(ROOT)).toArray(String[]::new));
        }
        return layers.ensureAllClassesAreContainedInArchitecture();
    }

    /** Each package by itself, the kit's own one among them. */
    private static final class Packages implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().startsWith(ROOT)
                    ? SliceIdentifier.of(type.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of the kit";
        }
    }
}
