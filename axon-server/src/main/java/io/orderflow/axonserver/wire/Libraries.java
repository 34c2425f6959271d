package io.orderflow.axonserver.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * The libraries that the application brings, in versions of its own: the connector, with the classes of the protocol, and
 * gRPC. What newer versions of them have on top is used where it is there.
 */
public final class Libraries {

    /** Those of Axon Framework 4.6. */
    static final Version OLDEST_CONNECTOR = new Version(4, 6, 0);
    static final Version OLDEST_GRPC = new Version(1, 44, 0);

    private static final String CONNECTOR = "axonserver-connector-java";
    private static final String CONNECTOR_VERSION = "META-INF/maven/io.axoniq/" + CONNECTOR + "/pom.properties";
    private static final String PROTOCOL = "io.axoniq.axonserver.grpc.event.EventStoreGrpc";
    private static final String GRPC = "io.grpc.internal.GrpcUtil";
    private static final String IN_PROCESS = "io.grpc.inprocess.InProcessServerBuilder";

    private Libraries() {}

    /** Whether there is a class. It is not initialized. */
    static boolean have(String className) {
        return have(Libraries.class.getClassLoader(), className);
    }

    private static boolean have(ClassLoader classes, String className) {
        try {
            Class.forName(className, false, classes);
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    /**
     * To be called before anything that uses them.
     *
     * @param tcp
     *            whether clients reach the server over TCP
     * @param inProcess
     *            whether clients of this process reach it without
     * @throws IllegalStateException
     *             if one is missing, or is too old; the message says what to do
     */
    public static void require(boolean tcp, boolean inProcess) {
        require(Libraries.class.getClassLoader(), tcp, inProcess);
    }

    static void require(ClassLoader classes, boolean tcp, boolean inProcess) {
        if (!have(classes, PROTOCOL) || !have(classes, GRPC)) {
            throw new IllegalStateException("This server needs io.axoniq:" + CONNECTOR + " of version "
                    + OLDEST_CONNECTOR
                    + " or later on the class path. org.axonframework:axon-server-connector brings it");
        }
        requireAtLeast(OLDEST_CONNECTOR, connector(classes), "io.axoniq:" + CONNECTOR);
        Optional<Version> grpc = version(classes, GRPC);
        requireAtLeast(OLDEST_GRPC, grpc, "io.grpc:grpc-core");
        if (tcp && !have(classes, PlainNetty.BUILDER) && !have(classes, ShadedNetty.BUILDER)) {
            throw new IllegalStateException("A server that listens on TCP needs io.grpc:grpc-netty-shaded or"
                    + " io.grpc:grpc-netty" + inVersion(grpc) + " on the class path");
        }
        if (inProcess) {
            requireInProcess(classes, grpc);
        }
    }

    /** It is written against the insides of one version of gRPC. */
    private static void requireInProcess(ClassLoader classes, Optional<Version> grpc) {
        if (!have(classes, IN_PROCESS)) {
            throw new IllegalStateException("A server for clients in this process needs io.grpc:grpc-inprocess"
                    + inVersion(grpc) + " on the class path");
        }
        Optional<Version> inProcess = version(classes, IN_PROCESS);
        if (grpc.isPresent() && inProcess.isPresent() && !grpc.get().isOfOneRelease(inProcess.get())) {
            throw new IllegalStateException("io.grpc:grpc-inprocess has version " + inProcess.get()
                    + " and io.grpc:grpc-core version " + grpc.get() + ": give both the same");
        }
    }

    private static void requireAtLeast(Version oldest, Optional<Version> found, String library) {
        if (found.isPresent() && found.get().isBefore(oldest)) {
            throw new IllegalStateException(library + " has version " + found.get()
                    + ". This server works with " + oldest + " and later, which Axon Framework 4.6 brings");
        }
    }

    private static String inVersion(Optional<Version> version) {
        return version.map(known -> " in version " + known + ", as the rest of gRPC,").orElse("");
    }

    private static Optional<Version> connector(ClassLoader classes) {
        try (InputStream file = classes.getResourceAsStream(CONNECTOR_VERSION)) {
            if (file == null) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            properties.load(file);
            return Version.parse(properties.getProperty("version"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + CONNECTOR_VERSION, e);
        }
    }

    /** What the manifest of a class's jar says; nothing where the class was repackaged. */
    private static Optional<Version> version(ClassLoader classes, String className) {
        try {
            return Version.parse(Class.forName(className, false, classes).getPackage().getImplementationVersion());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(className + " has gone", e);
        }
    }
}
