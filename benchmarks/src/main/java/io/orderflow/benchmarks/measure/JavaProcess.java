package io.orderflow.benchmarks.measure;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts further JVMs with the class path and the flags of this one, so that their figures can be compared. */
public final class JavaProcess {

    private JavaProcess() {}

    public static ProcessBuilder command(Class<?> main, List<String> arguments) {
        return command(List.of(), main, arguments);
    }

    /** Returns the command with further flags, which come after this JVM's and so override them. */
    public static ProcessBuilder command(List<String> flags, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    /** Ends this process when its parent process has ended, for whatever reason. */
    public static void endWithParent() {
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(1)));
    }
}
