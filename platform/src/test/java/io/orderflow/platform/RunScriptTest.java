package io.orderflow.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

/** {@code ./run} in a folder of its own, with a JDK that only writes down what it is asked for. */
class RunScriptTest {

    private static final String JAVA = """
            #!/bin/sh
            here="${0%/*}"
            if [ "$1" = -version ]; then
                echo "openjdk version \\"$(cat "$here/version")\\"" >&2
                echo "Runtime Environment (build $(cat "$here/version")+9-LTS)" >&2
                exit
            fi
            echo "$*" >>"$here/asked"
            [ -f "$here/archive" ] || exit 1
            for flag; do
                case "$flag" in -XX:AOTCacheOutput=* | -XX:ArchiveClassesAtExit=*) cp "$here/archive" "${flag#*=}" ;; esac
            done
            """;

    @TempDir
    private Path root;
    private Path target;
    private Path bin;
    private String script = "run";

    @BeforeEach
    void installs() throws IOException {
        target = Files.createDirectories(root.resolve("platform/target"));
        bin = Files.createDirectories(root.resolve("jdk/bin"));
        Files.createFile(Files.createDirectory(target.resolve("lib")).resolve("a.jar"));
        Files.copy(Path.of("../run"), root.resolve("run"));
        Files.writeString(bin.resolve("java"), JAVA);
        Files.setPosixFilePermissions(bin.resolve("java"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(bin.resolve("archive"), "classes");
        Files.writeString(bin.resolve("version"), "25.0.3");
        builds();
    }

    @Test
    void trainsOnceABuildAndStartsWithWhatWasKept() throws Exception {
        // when
        assertThat(run()).contains("Preparing faster starts");
        assertThat(run("demo")).isEmpty();
        // then
        assertThat(asked()).hasSize(3);
        assertThat(asked().getFirst())
                .contains("-XX:AOTCacheOutput=", "-cp platform/target/platform.jar:platform/target/lib/a.jar")
                .doesNotContain("TieredStopAtLevel");
        assertThat(asked().subList(1, 3)).allSatisfy(
                start -> assertThat(start).contains("-XX:AOTCache=platform/target/start-25.0.3+9-LTS",
                        "-Dorderflow.archive=platform/target/start-25.0.3+9-LTS -Xlog:aot*=off"));
    }

    @Test
    void trainsAgainAfterTheNextBuildAndForAnotherJdk() throws Exception {
        run();
        builds();
        assertThat(run()).contains("Preparing faster starts");
        Files.writeString(bin.resolve("version"), "21.0.5");
        assertThat(run()).contains("Preparing faster starts");
        assertThat(asked().get(4)).contains("-XX:ArchiveClassesAtExit=");
        assertThat(asked().get(5)).contains("-XX:SharedArchiveFile=platform/target/start-21.0.5+9-LTS")
                .doesNotContain("-Xlog:aot");
    }

    @Test
    void startsWithoutWhatCouldNotBeKeptAndTriesThatNoMore() throws Exception {
        Files.delete(bin.resolve("archive"));
        run();
        assertThat(run()).isEmpty();
        assertThat(asked()).hasSize(3);
        assertThat(asked().subList(1, 3)).allSatisfy(start -> assertThat(start).doesNotContain("-XX:AOTCache"));
        assertThat(target).isDirectoryNotContaining("glob:**/training.*");
    }

    @Test
    void runsInAReleaseWithWhatLiesThere() throws Exception {
        // given
        Files.createDirectories(root.resolve("lib"));
        Files.move(target, root.resolve("lib/platform"));
        Files.move(root.resolve("run"), Files.createDirectory(root.resolve("bin")).resolve("orderflow"));
        // when
        script = "bin/orderflow";
        assertThat(run()).contains("Preparing faster starts");
        // then
        assertThat(asked().getLast()).contains("-cp lib/platform/platform.jar:lib/platform/lib/a.jar",
                "-XX:AOTCache=lib/platform/start-25.0.3+9-LTS");
        assertThat(run("--help")).contains("bin/orderflow services").doesNotContain("./run");
        assertThat(run("nothing")).contains("bin/orderflow has no command 'nothing'");
    }

    @Test
    void namesEveryCommandInItsHelp() throws Exception {
        String help = run("--help");
        for (Class<?> command : Orderflow.class.getAnnotation(Command.class).subcommands()) {
            assertThat(help).containsPattern("\\./run " + command.getAnnotation(Command.class).name() + "\\b");
        }
        run("start", "--help");
        assertThat(asked().getLast()).endsWith("io.orderflow.platform.Orderflow start --help");
    }

    /** Every later file is newer than the jars, by any clock of a file system. */
    private void builds() throws IOException {
        try (var archives = Files.newDirectoryStream(target, "start-*")) {
            for (Path archive : archives) {
                Files.setLastModifiedTime(archive, FileTime.from(Instant.now().minusSeconds(20)));
            }
        }
        for (String jar : List.of("platform.jar", "lib/a.jar", "lib")) {
            Path file = target.resolve(jar);
            if (Files.notExists(file)) {
                Files.createFile(file);
            }
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(10)));
        }
    }

    private List<String> asked() throws IOException {
        return Files.readAllLines(bin.resolve("asked"));
    }

    /** What the script itself prints. */
    private String run(String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", root.resolve(script).toString()).redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.environment().put("JAVA_HOME", bin.getParent().toString());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return printed;
    }
}
