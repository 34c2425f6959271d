package io.orderflow.axonserver.compatibility;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Maven of its own that builds the projects, with a local repository of its own. What of ours is in there is what we
 * would publish: the jars, with the POMs that stand alone.
 */
final class OutsideBuild {

    private static final List<String> PUBLISHED = List.of("axon-server", "axon-server-spring-boot-starter",
            "axon-server-spring-boot-starter-test");
    private static final long LIMIT_MINUTES = 9;

    /** A project whose parent cannot be had keeps Maven from building any. */
    private static final Pattern NO_PARENT = Pattern.compile("Non-resolvable parent POM for sample:([^:]+):");

    private final Path target = Path.of("target");
    private final Path repository = target.resolve("repository").toAbsolutePath();
    private final Path projects = target.resolve("projects");
    private final Path log = target.resolve("projects.log");
    private final String version = System.getProperty("server.version");

    /** Answers what Maven said. */
    String run(List<Row> rows) throws IOException, InterruptedException {
        publish();
        delete(projects);
        for (Row row : rows) {
            row.write(projects, Map.of("server.version", version, "surefire.version",
                    System.getProperty("surefire.version"), "compiler.version", System.getProperty("compiler.version"),
                    "resources.version", System.getProperty("resources.version")));
        }
        String said = "";
        List<Row> left = new ArrayList<>(rows);
        for (boolean again = true; again && !left.isEmpty();) {
            String output = build(left);
            List<String> without = NO_PARENT.matcher(output).results().map(match -> match.group(1)).toList();
            again = left.removeIf(row -> without.contains(row.name()));
            said += output;
        }
        return said;
    }

    private void publish() throws IOException {
        for (String module : PUBLISHED) {
            Path built = Path.of("..", module, "target");
            Path folder = Files.createDirectories(repository.resolve("io/orderflow").resolve(module).resolve(version));
            String name = module + '-' + version;
            Files.copy(built.resolve(name + ".jar"), folder.resolve(name + ".jar"),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.copy(built.resolve(".flattened-pom.xml"), folder.resolve(name + ".pom"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private String build(List<Row> rows) throws IOException, InterruptedException {
        Files.writeString(projects.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                    <modelVersion>4.0.0</modelVersion>
                    <groupId>sample</groupId>
                    <artifactId>all</artifactId>
                    <version>1</version>
                    <packaging>pom</packaging>
                    <modules>%s</modules>
                </project>
                """.formatted(rows.stream().map(row -> "<module>" + row.name() + "</module>")
                .collect(Collectors.joining())));
        String java = System.getProperty("java.home");
        ProcessBuilder maven = new ProcessBuilder(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-B", "-ntp", "-fae", "-T2", "-f", projects.resolve("pom.xml").toString(),
                "-Dmaven.repo.local=" + repository,
                "-DargLine=-Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Daxoniq.update-checker.disabled=true",
                "-Dmaven.test.failure.ignore=true", "test")
                .redirectErrorStream(true).redirectOutput(log.toFile());
        maven.environment().put("JAVA_HOME", java);
        // The tests of two projects at a time must not unpack RocksDB's library into the same file.
        maven.environment().remove("ROCKSDB_SHAREDLIB_DIR");
        Process process = maven.start();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("The projects were not built within " + LIMIT_MINUTES + " minutes; see " + log);
        }
        return Files.readString(log);
    }

    /** What a project's tests gave, by class and test; nothing where there were none. */
    Map<String, String> results(Row row) throws IOException {
        Path reports = projects.resolve(row.name()).resolve("target/surefire-reports");
        if (!Files.isDirectory(reports)) {
            return Map.of();
        }
        try (Stream<Path> files = Files.list(reports)) {
            return files.filter(file -> file.getFileName().toString().startsWith("TEST-"))
                    .flatMap(SurefireReport::results)
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> tree = Files.walk(directory)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
