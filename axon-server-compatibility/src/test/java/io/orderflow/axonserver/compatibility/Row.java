package io.orderflow.axonserver.compatibility;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A project of somebody else, with the versions that it chooses and those that follow from them.
 *
 * @param kind
 *            the folder of its POM and its code
 * @param grpc
 *            the version of gRPC that the connector brings; empty where {@code grpc-inprocess} is a part of
 *            {@code grpc-core}
 */
record Row(String kind, String boot, String axon, String grpc) {

    private static final Path TEMPLATES = Path.of("src/it");

    static final List<Row> ALL = List.of(plain("4.6.7", ""), plain("4.9.3", "1.59.1"), plain("4.11.3", "1.69.0"),
            plain("4.12.2", "1.69.0"), plain("4.13.0", "1.76.0"),
            new Row("boot", "3.3.13", "4.9.3", "1.59.1"), new Row("boot", "3.3.13", "4.11.3", "1.69.0"),
            new Row("boot", "3.5.9", "4.12.2", "1.69.0"), new Row("boot", "3.5.9", "4.13.0", "1.76.0"),
            new Row("boot", "4.1.1", "4.13.0", "1.83.1"));

    private static Row plain(String axon, String grpc) {
        return new Row("plain", "", axon, grpc);
    }

    /** As Maven knows it. */
    String name() {
        return kind + boot + "-axon" + axon;
    }

    /** Writes the project into a folder of its name. */
    void write(Path directory, Map<String, String> versions) throws IOException {
        Path project = Files.createDirectories(directory.resolve(name()));
        Map<String, String> values = new HashMap<>(versions);
        values.put("row", name());
        values.put("boot.version", boot);
        values.put("axon.version", axon);
        values.put("in-process", grpc.isEmpty() ? "" : Files.readString(TEMPLATES.resolve("grpc-inprocess.xml")));
        String pom = Files.readString(TEMPLATES.resolve(kind).resolve("pom.xml"));
        for (Map.Entry<String, String> value : values.entrySet()) {
            pom = pom.replace('@' + value.getKey() + '@', value.getValue());
        }
        Files.writeString(project.resolve("pom.xml"), pom.replace("@grpc.version@", grpc));
        copy(TEMPLATES.resolve("shared/src"), project.resolve("src"));
        copy(TEMPLATES.resolve(kind).resolve("src"), project.resolve("src"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
