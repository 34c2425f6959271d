package io.orderflow.platform.services;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A module whose process has a class path of its own, so that the services have nothing of it. */
record BuiltModule(String name) {

    private static final String TARGET = "target";

    /** The class path of its process: its jar, and the libraries beside that. */
    String classPath() {
        Path built = folder();
        return built.resolve(name + ".jar") + File.pathSeparator + built.resolve("lib/*");
    }

    /** The folder with its jar: beside that of this module, in a release archive too, which has no {@code target}. */
    private Path folder() {
        Path own = folderOf(BuiltModule.class);
        Path built = own.endsWith(TARGET)
                ? own.getParent().resolveSibling(name).resolve(TARGET)
                : own.resolveSibling(name);
        if (Files.notExists(built.resolve(name + ".jar"))) {
            throw new IllegalStateException("The module " + name + " is not built: " + built + " has no " + name
                    + ".jar; run mvn -pl " + name + " -am package");
        }
        return built;
    }

    /** The folder with the module's jar, or with its folder of classes. */
    private static Path folderOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
