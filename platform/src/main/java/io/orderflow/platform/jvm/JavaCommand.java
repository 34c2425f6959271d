package io.orderflow.platform.jvm;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command that starts a further JVM with the class path of this one. */
public final class JavaCommand {

    private static final String HEAP = "-Xmx256m";
    /** The first JDK that warns of the way in which protobuf uses memory. */
    private static final int WARNS_OF_UNSAFE = 23;
    private static final List<String> ARCHIVE_FLAGS = List.of("-XX:AOTCache=", "-XX:SharedArchiveFile=", "-Xlog:aot",
            "-Xlog:cds");

    private JavaCommand() {}

    public static List<String> of(String mainClass, List<String> arguments) {
        return of(archive(ManagementFactory.getRuntimeMXBean().getInputArguments()),
                System.getProperty("java.class.path"), mainClass, arguments);
    }

    /** The same with another class path, which the archive of this JVM does not fit. */
    public static List<String> of(String classPath, String mainClass, List<String> arguments) {
        return of(Stream.of(), classPath, mainClass, arguments);
    }

    private static List<String> of(Stream<String> archive, String classPath, String mainClass,
            List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", HEAP,
                "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
        if (Runtime.version().feature() >= WARNS_OF_UNSAFE) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        archive.forEach(command::add);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return command;
    }

    /**
     * The flags for the archive of classes that this JVM was given; the archive fits the further JVM as well, as their
     * class path is the same.
     */
    public static Stream<String> archive(List<String> flagsOfThisJvm) {
        return flagsOfThisJvm.stream().filter(flag -> ARCHIVE_FLAGS.stream().anyMatch(flag::startsWith));
    }
}
