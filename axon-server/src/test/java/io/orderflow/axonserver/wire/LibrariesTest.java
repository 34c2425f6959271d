package io.orderflow.axonserver.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class paths that are made of the one of the tests, with libraries left out or replaced. */
class LibrariesTest {

    private static final String GRPC = "io/grpc/internal/GrpcUtil.class";

    @TempDir
    private Path directory;

    /** The jars of the tests but those whose names begin so, behind others. */
    private URLClassLoader classPath(List<Path> first, String... without) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path path : first) {
            urls.add(path.toUri().toURL());
        }
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String name = Path.of(entry).getFileName().toString();
            if (Arrays.stream(without).noneMatch(name::startsWith)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static void refuses(ClassLoader classes, boolean tcp, boolean inProcess, String... words) {
        assertThatThrownBy(() -> Libraries.require(classes, tcp, inProcess)).isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(words);
    }

    private Path connectorOfVersion(String version) throws IOException {
        Path folder = Files.createDirectories(
                directory.resolve("META-INF/maven/io.axoniq/axonserver-connector-java"));
        Files.writeString(folder.resolve("pom.properties"), "version=" + version);
        return directory;
    }

    private Path grpcOfVersion(String version) throws IOException {
        Path jar = directory.resolve("grpc.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file, manifest);
                InputStream original = Libraries.class.getClassLoader().getResourceAsStream(GRPC)) {
            entries.putNextEntry(new JarEntry(GRPC));
            original.transferTo(entries);
        }
        return jar;
    }

    @Test
    void areFineWhereNothingIsMissing() throws IOException {
        try (URLClassLoader classes = classPath(List.of())) {
            assertThatCode(() -> Libraries.require(classes, true, true)).doesNotThrowAnyException();
        }
        for (String oneNetty : List.of("grpc-netty-shaded", "grpc-netty-1")) {
            try (URLClassLoader classes = classPath(List.of(), oneNetty, "grpc-inprocess")) {
                assertThatCode(() -> Libraries.require(classes, true, false)).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void areRefusedByNameWhenOneIsMissing() throws IOException {
        try (URLClassLoader classes = classPath(List.of(), "axonserver-connector-java")) {
            refuses(classes, true, false, "axonserver-connector-java", "axon-server-connector brings it");
        }
        try (URLClassLoader classes = classPath(List.of(), "grpc-netty")) {
            refuses(classes, true, false, "grpc-netty-shaded", "as the rest of gRPC");
            assertThatCode(() -> Libraries.require(classes, false, true)).doesNotThrowAnyException();
        }
        try (URLClassLoader classes = classPath(List.of(), "grpc-inprocess")) {
            refuses(classes, false, true, "io.grpc:grpc-inprocess in version 1.");
        }
    }

    @Test
    void areRefusedWithTheirVersionsWhenTooOld() throws IOException {
        try (URLClassLoader classes = classPath(List.of(connectorOfVersion("4.5.7")))) {
            refuses(classes, true, false, "axonserver-connector-java has version 4.5.7", "4.6.0", "Axon Framework 4.6");
        }
        try (URLClassLoader classes = classPath(List.of(connectorOfVersion("4.6.3")))) {
            assertThatCode(() -> Libraries.require(classes, true, false)).doesNotThrowAnyException();
        }
        try (URLClassLoader classes = classPath(List.of(grpcOfVersion("1.43.2")))) {
            refuses(classes, true, false, "grpc-core has version 1.43.2", "1.44.0");
        }
    }

    @Test
    void areRefusedInProcessWhenTheyDoNotFitEachOther() throws IOException {
        try (URLClassLoader classes = classPath(List.of(grpcOfVersion("1.69.0")))) {
            refuses(classes, false, true, "grpc-inprocess has version 1.", "grpc-core version 1.69.0");
            assertThatCode(() -> Libraries.require(classes, true, false)).doesNotThrowAnyException();
        }
    }

    @Test
    void haveVersionsInManyForms() {
        assertThat(Version.parse("2025.2.1")).hasValue(new Version(2025, 2, 1));
        assertThat(Version.parse("4.5")).hasValue(new Version(4, 5, 0));
        assertThat(Version.parse("1.83.1-SNAPSHOT")).hasValue(new Version(1, 83, 1));
        assertThat(Version.parse(null)).isEmpty();
        assertThat(Version.parse("unknown")).isEmpty();
        assertThat(new Version(4, 6, 0).isBefore(new Version(2023, 0, 0))).isTrue();
        assertThat(new Version(2023, 0, 0).isBefore(new Version(4, 6, 0))).isFalse();
    }
}
