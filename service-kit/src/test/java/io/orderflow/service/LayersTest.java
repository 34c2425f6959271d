package io.orderflow.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Configuration;

/** The packages of the kit: which may use which, and that all of them are set up. */
@AnalyzeClasses(packagesOf = ServiceKitConfiguration.class, importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    private static final String ROOT = "io.orderflow.service";
    /** From the bottom up: none knows one further up. */
    private static final List<String> ROOMS = List.of("metrics", "tls", "resilience", "message", "tracing",
            "checkpoint", "aggregate", "backup", "web", "description", "access", "idempotency", "stage", "batch",
            "deadletter", "processor");
    /** Imported by processes by their choice, the last by those that have event processors. */
    private static final Set<String> ENTRANCES = Set.of(ROOT + ".ServiceKitConfiguration",
            ROOT + ".HttpServiceConfiguration", ROOT + ".processor.ProcessorConfiguration");

    @ArchTest
    static final ArchRule NO_ROOM_KNOWS_ONE_FURTHER_UP = layers();

    @ArchTest
    static final ArchRule THE_KIT_NAMES_NO_CONTEXT = noClasses().should().dependOnClassesThat().resideInAnyPackage(
            "io.orderflow.api.order..", "io.orderflow.api.saga..", "io.orderflow.api.stock..",
            "io.orderflow.api.payment..", "io.orderflow.api.account..");

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
}
