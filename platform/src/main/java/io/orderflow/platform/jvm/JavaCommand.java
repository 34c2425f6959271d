package io.orderflow.platform.jvm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that starts a further JVM with the class path of this one, or with that in the property
 * {@value #CLASS_PATH} where this one has more on its own, as tests do. The archive of classes that a training run left
 * fits the further JVM as well; the property {@value #ARCHIVE} names it, where there is one.
 */
public final class JavaCommand {

    public static final String ARCHIVE = "orderflow.archive";
    public static final String CLASS_PATH = "orderflow.class-path";

    private static final String HEAP = "-Xmx256m";
    /** The first JDK that warns of the way in which protobuf uses memory. */
    private static final int WARNS_OF_UNSAFE = 23;
    /** The first JDK whose training run leaves a cache, as {@code ./run} asks for it. */
    private static final int LEAVES_A_CACHE = 25;

    private JavaCommand() {}

    public static List<String> of(String mainClass, List<String> arguments) {
        return of(archive(), classPath(), mainClass, arguments);
    }

    /** The same with another class path, which the archive of this JVM does not fit. */
    public static List<String> of(String classPath, String mainClass, List<String> arguments) {
        return of(List.of(), classPath, mainClass, arguments);
    }

    private static List<String> of(List<String> archive, String classPath, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", HEAP,
                "-XX:+ExitOnOutOfMemoryError", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
        if (Runtime.version().feature() >= WARNS_OF_UNSAFE) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(archive);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return command;
    }

    /** The class path of further JVMs. */
    public static String classPath() {
        return System.getProperty(CLASS_PATH, System.getProperty("java.class.path"));
    }

    /** The flags with which a JVM of this class path starts faster, and silently without the archive if it does not fit. */
    public static List<String> archive() {
        String archive = System.getProperty(ARCHIVE);
        if (archive == null) {
            return List.of();
        }
        return Runtime.version().feature() >= LEAVES_A_CACHE
                ? List.of("-XX:AOTCache=" + archive, "-Xlog:aot*=off", "-Xlog:cds*=off")
                : List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off");
    }
}
