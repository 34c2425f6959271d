package io.orderflow.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.orderflow.platform.embedded.PlatformConfiguration;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.api.ProjectionDiscovery;
import io.orderflow.service.message.Caller;
import io.orderflow.service.message.Page;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.spring.stereotype.Aggregate;
import org.springframework.context.annotation.Import;

/** The rules of the modules and packages: what may know what. */
@AnalyzeClasses(packages = "io.orderflow", importOptions = {ImportOption.DoNotIncludeTests.class,
        ArchitectureTest.NoJarsOfTests.class})
class ArchitectureTest {

    private static final String[] SERVICES = {"io.orderflow.order..", "io.orderflow.saga..", "io.orderflow.payment..",
            "io.orderflow.stock..", "io.orderflow.account..", "io.orderflow.ledger..", "io.orderflow.query..",
            "io.orderflow.relay..", "io.orderflow.notification..", "io.orderflow.customer.."};

    /** The built classes of a module that is on no class path of the others. */
    private static final Path DISCOVERY = Path.of("../discovery/target/classes");

    /** The share of a module's types that may be public, unless it is named here. */
    private static final double MOST_PUBLIC = 0.6;
    private static final Map<String, Double> MAX_PUBLIC = Map.of("shared-api", 1.0, "service-kit", 0.35,
            "projection-kit",
            0.35, "gateway", 0.35, "discovery", 0.1, "contract-testing", 0.75);

    @ArchTest
    static final ArchRule THE_PUBLISHED_LANGUAGE_KNOWS_NOTHING_OF_US = noClasses()
            .that()
            .resideInAPackage("io.orderflow.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.orderflow.service..", "io.orderflow.projection..", "org.springframework..",
                    "com.mongodb..");

    @ArchTest
    static final ArchRule THE_KITS_KNOW_NO_SERVICE = noClasses().that()
            .resideInAnyPackage("io.orderflow.service..", "io.orderflow.projection..").should().dependOnClassesThat()
            .resideInAnyPackage(SERVICES);

    @ArchTest
    static final ArchRule THE_SERVICE_KIT_KNOWS_NO_PROJECTIONS = noClasses().that()
            .resideInAPackage("io.orderflow.service..").should().dependOnClassesThat()
            .resideInAPackage("io.orderflow.projection..");

    @ArchTest
    static final ArchRule NO_SERVICE_DEPENDS_ON_ANOTHER = slices().assignedFrom(new ServiceSlices()).should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule THE_EVENT_STORE_KNOWS_NOTHING_OF_OURS = noClasses()
            .that()
            .resideInAPackage("io.orderflow.axonserver..")
            .should()
            .dependOnClassesThat(Predicates.resideInAPackage("io.orderflow..")
                    .and(Predicates.resideOutsideOfPackage("io.orderflow.axonserver..")));

    @ArchTest
    static final ArchRule THE_DATABASE_KNOWS_NOTHING_OF_OURS = noClasses()
            .that()
            .resideInAPackage("io.orderflow.mongoserver..")
            .should()
            .dependOnClassesThat(Predicates.resideInAPackage("io.orderflow..")
                    .and(Predicates.resideOutsideOfPackage("io.orderflow.mongoserver..")));

    @ArchTest
    static final ArchRule ONLY_THE_PLATFORM_KNOWS_ANYTHING_EMBEDDED = noClasses().that()
            .resideOutsideOfPackages("io.orderflow.platform..", "io.orderflow.axonserver..",
                    "io.orderflow.mongoserver..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.orderflow.platform..", "io.orderflow.axonserver..", "io.orderflow.mongoserver..",
                    "de.bwaldvogel..");

    @ArchTest
    static final ArchRule THE_GATEWAY_KNOWS_OF_OURS_ONLY_THE_KIT_AND_THE_PUBLISHED_LANGUAGE = noClasses()
            .that()
            .resideInAPackage("io.orderflow.gateway..")
            .should()
            .dependOnClassesThat(Predicates.resideInAPackage("io.orderflow..")
                    .and(Predicates.resideOutsideOfPackages("io.orderflow.gateway..", "io.orderflow.service..",
                            "io.orderflow.api..")));

    /** It is a client of the public interface, as everybody else is. */
    @ArchTest
    static final ArchRule THE_CONSOLE_KNOWS_NOTHING_OF_OURS = noClasses()
            .that()
            .resideInAPackage("io.orderflow.console..")
            .should()
            .dependOnClassesThat(Predicates.resideInAPackage("io.orderflow..")
                    .and(Predicates.resideOutsideOfPackage("io.orderflow.console..")));

    @ArchTest
    static final ArchRule NOBODY_KNOWS_THE_GATEWAY = noClasses().that()
            .resideOutsideOfPackage("io.orderflow.gateway..").should().dependOnClassesThat()
            .resideInAPackage("io.orderflow.gateway..");

    /** Of the messages of the kit it uses two that are no messages: a page of a list, and for whom a request is. */
    @ArchTest
    static final ArchRule NOTIFICATION_KNOWS_THE_PLATFORM_BY_ITS_EVENTS_ONLY = noClasses()
            .that()
            .resideInAPackage("io.orderflow.notification..")
            .should()
            .dependOnClassesThat(Predicates.resideInAnyPackage("io.orderflow..", "org.axonframework..", "io.axoniq..")
                    .and(Predicates.resideOutsideOfPackages("io.orderflow.notification..", "io.orderflow.service",
                            "io.orderflow.service.access..", "io.orderflow.service.metrics..",
                            "io.orderflow.service.resilience..", "io.orderflow.service.tls..",
                            "io.orderflow.service.web.."))
                    .and(DescribedPredicate.not(JavaClass.Predicates.type(Page.class)
                            .or(JavaClass.Predicates.type(Caller.class)))));

    @ArchTest
    static final ArchRule NOBODY_KNOWS_NOTIFICATION = noClasses().that()
            .resideOutsideOfPackage("io.orderflow.notification..").should().dependOnClassesThat()
            .resideInAPackage("io.orderflow.notification..");

    @ArchTest
    static final ArchRule THE_STORE_KNOWS_NO_WIRE = noClasses().that()
            .resideInAnyPackage("io.orderflow.axonserver.store..", "io.orderflow.axonserver.routing..").should()
            .dependOnClassesThat().resideInAnyPackage("io.orderflow.axonserver.wire..", "io.grpc..");

    @ArchTest
    static final ArchRule ONLY_THE_STORES_KNOW_ROCKSDB = noClasses().that()
            .resideOutsideOfPackages("io.orderflow.axonserver.store.rocksdb..", "io.orderflow.mongoserver.store..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.rocksdb..");

    @ArchTest
    static final ArchRule NO_PACKAGE_OF_THE_GATEWAY_KNOWS_ONE_FURTHER_UP = layers("io.orderflow.gateway",
            List.of("backend", "migration", "route", "limit", "composition"));

    /** Every package of the repository is looked at, the roots of the modules included. */
    @ArchTest
    static final ArchRule NO_PACKAGES_GO_ROUND_IN_CIRCLES = slices().assignedFrom(new EachPackage()).should()
            .beFreeOfCycles();

    /** What is not imported does not run, and what the audit does not find it calls sound. */
    @ArchTest
    static void everyProjectionRunsAndIsAudited(JavaClasses classes) {
        List<String> running = ProjectionDiscovery.importedBy(PlatformConfiguration.class).stream()
                .map(projection -> projection.getClass().getName())
                .toList();
        assertThat(classes.that(DescribedPredicate.not(HasModifiers.Predicates.modifier(JavaModifier.ABSTRACT)))
                .that(JavaClass.Predicates.assignableTo(Projection.class)))
                .extracting(JavaClass::getName)
                .as("projections; one that does not run is not imported by its read model or its service")
                .containsExactlyInAnyOrderElementsOf(running);

        assertThat(classes.get("io.orderflow.audit.AuditedProjections").getDirectDependenciesFromSelf())
                .extracting(dependency -> dependency.getTargetClass().getName())
                .as("configurations with projections, all of which AuditedProjections has to name")
                .containsAll(Stream.of(PlatformConfiguration.class.getAnnotation(Import.class).value())
                        .filter(service -> !ProjectionDiscovery.importedBy(service).isEmpty())
                        .map(Class::getName)
                        .toList());
    }

    /** Nested types too, whose simple names are what other documents, as the description of the API, know them by. */
    @ArchTest
    static void noModuleGivesANameTwice(JavaClasses classes) {
        modules(classes).forEach((module, types) -> assertThat(types.stream()
                .map(JavaClass::getSimpleName)
                .filter(name -> !name.isEmpty() && !name.equals("package-info"))).as("names in " + module)
                .doesNotHaveDuplicates());
    }

    /** A public type is a promise to other packages. The published language is made of such, and the kits have fewer. */
    @ArchTest
    static void everyModuleHidesSomeOfItsTypes(JavaClasses classes) {
        modules(classes).forEach((module, types) -> {
            List<JavaClass> topLevel = types.stream()
                    .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                    .toList();
            List<String> visible = topLevel.stream()
                    .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                    .map(JavaClass::getName)
                    .toList();
            assertThat(visible).as("public types of the %d of %s", topLevel.size(), module)
                    .hasSizeLessThanOrEqualTo((int) (topLevel.size() * MAX_PUBLIC.getOrDefault(module, MOST_PUBLIC)));
        });
    }

    @ArchTest
    static final ArchRule AGGREGATES_NEVER_LOOK_AT_THE_CLOCK_OR_THROW_DICE = noClasses().that()
            .areAnnotatedWith(Aggregate.class).should().dependOnClassesThat()
            .belongToAnyOf(Clock.class, Instant.class, UUID.class, Random.class);

    @ArchTest
    static final ArchRule THE_PLATFORM_KNOWS_SERVICES_BY_THEIR_CONFIGURATION_ONLY = noClasses()
            .that()
            .resideInAPackage("io.orderflow.platform..")
            .should()
            .dependOnClassesThat(Predicates.resideInAnyPackage(SERVICES)
                    .and(DescribedPredicate.not(HasName.Predicates.nameEndingWith("Configuration"))));

    @ArchTest
    static final ArchRule EVERY_PACKAGE_SAYS_WHAT_IT_IS_FOR = classes().should(new LivesInADescribedPackage());

    /** The types by their modules, except those of the server, which has rules of its own. */
    private static Map<String, List<JavaClass>> modules(JavaClasses classes) {
        Stream<JavaClass> all = Stream.concat(classes.stream(), new ClassFileImporter().importPath(DISCOVERY).stream());
        Map<String, List<JavaClass>> modules = all
                .filter(type -> !type.getPackageName().startsWith("io.orderflow.axonserver"))
                .collect(Collectors.groupingBy(ArchitectureTest::moduleOf, TreeMap::new, Collectors.toList()));
        assertThat(modules).containsKeys("gateway", "notification", "identity", "discovery", "service-kit",
                "order-query");
        return modules;
    }

    /** The folder of the module whose build has made the class. */
    private static String moduleOf(JavaClass type) {
        String source = type.getSource().orElseThrow().getUri().toString();
        return source.replaceFirst("/target/.*", "").replaceFirst(".*/", "");
    }

    private static LayeredArchitecture layers(String root, List<String> packages) {
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers()
                .layer(root)
                .definedBy(root)
                .whereLayer(root)
                .mayNotBeAccessedByAnyLayer();
        for (String name : packages) {
            layers = layers.layer(name).definedBy(root + "." + name);
        }
        for (int i = 0; i < packages.size(); i++) {
            layers = layers.whereLayer(packages.get(i))
                    .mayOnlyBeAccessedByLayers(Stream
                            .concat(packages.subList(i + 1, packages.size()).stream(), Stream.of(root))
                            .toArray(String[]::new));
        }
        return layers;
    }

    /** The contexts of the published language name each other's identifiers, and count as one. */
    private static final class EachPackage implements SliceAssignment {

        private static final String PUBLISHED_LANGUAGE = "io.orderflow.api";

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return SliceIdentifier.of(name.startsWith(PUBLISHED_LANGUAGE) ? PUBLISHED_LANGUAGE : name);
        }

        @Override
        public String getDescription() {
            return "each package";
        }
    }

    private static final class LivesInADescribedPackage extends ArchCondition<JavaClass> {

        LivesInADescribedPackage() {
            super("live in a package with a package-info");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            if (type.getPackage().tryGetPackageInfo().isEmpty()) {
                events.add(SimpleConditionEvent.violated(type, type.getPackageName() + " has no package-info.java"));
            }
        }
    }

    /** The test classes of other modules, where these are packaged already. */
    static final class NoJarsOfTests implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }
}
