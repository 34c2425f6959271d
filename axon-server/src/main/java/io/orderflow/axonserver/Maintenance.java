package io.orderflow.axonserver;

import io.orderflow.axonserver.context.Contexts;
import io.orderflow.axonserver.store.StoreStatistics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the other commands ask a running standalone server: by a socket file that only its user can open, whose name is in
 * the data directory. It needs neither port nor token, and a line is enough for a question. Who may open the socket may
 * read the events' files as well.
 */
final class Maintenance implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

    private static final String ADDRESS_FILE = ".maintenance";
    private static final String DIRECTORY_PREFIX = "axon-server";
    private static final String SOCKET_FILE = "socket";
    private static final String COPY = "copy";
    /** What is named so is removed when the server starts the next time. */
    private static final String COPY_PREFIX = ".unfinished-copy-";
    private static final String STATISTICS = "stats";
    private static final String LINE_END = ";";
    private static final String FAILED = "failed: ";

    private final Contexts contexts;
    private final Path data;
    private final Path addressFile;
    private final Path socketDirectory;
    private final ServerSocketChannel socket;

    /** The name of a socket file is bounded by about 100 characters, so it is not in the data directory itself. */
    private Maintenance(Contexts contexts, Path data) throws IOException {
        this.contexts = contexts;
        this.data = data;
        this.addressFile = data.resolve(ADDRESS_FILE);
        removeLeftovers(addressFile);
        this.socketDirectory = Files.createTempDirectory(DIRECTORY_PREFIX);
        this.socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        Path address = socketDirectory.resolve(SOCKET_FILE);
        socket.bind(UnixDomainSocketAddress.of(address));
        Files.writeString(addressFile, address.toString());
    }

    /** A server that was killed has left its socket, which nobody else has: the data is ours. */
    private static void removeLeftovers(Path addressFile) {
        try {
            Path left = Path.of(Files.readString(addressFile));
            Path directory = left.getParent();
            if (left.endsWith(SOCKET_FILE) && directory != null
                    && String.valueOf(directory.getFileName()).startsWith(DIRECTORY_PREFIX)) {
                Files.deleteIfExists(left);
                Files.deleteIfExists(directory);
            }
        } catch (IOException | InvalidPathException e) {
            LOG.debug("Nothing was left by a server before this one", e);
        }
    }

    /** Answers questions until it is closed. */
    static Maintenance start(Contexts contexts, Path data) {
        try {
            Maintenance maintenance = new Maintenance(contexts, data);
            Thread.ofPlatform().name("axon-server-maintenance").daemon().start(maintenance::serve);
            return maintenance;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open a socket for maintenance: " + e.getMessage(), e);
        }
    }

    private void serve() {
        while (socket.isOpen()) {
            try (SocketChannel caller = socket.accept();
                    Scanner question = new Scanner(caller, StandardCharsets.UTF_8);
                    PrintWriter answer = new PrintWriter(
                            Channels.newWriter(caller, StandardCharsets.UTF_8), true)) {
                answer.println(question.hasNextLine() ? answer(question.nextLine()) : FAILED + "no question");
            } catch (IOException e) {
                LOG.debug("A question was not answered", e);
            }
        }
    }

    private String answer(String question) {
        try {
            if (question.equals(COPY)) {
                return copy().toString();
            }
            Map<String, StoreStatistics> statistics = new TreeMap<>();
            contexts.all().forEach(context -> statistics.put(context.name(), context.statistics()));
            return String.join(LINE_END, EventStatistics.lines(statistics));
        } catch (RuntimeException e) {
            LOG.warn("A question of maintenance failed", e);
            return FAILED + e.getMessage();
        }
    }

    /**
     * Copies all contexts to where links to their files can be made, because writes wait meanwhile. Whoever asked takes
     * the copy away; one that was left behind goes with the next.
     */
    private Path copy() {
        try (Stream<Path> entries = Files.list(data)) {
            entries.filter(entry -> entry.getFileName().toString().startsWith(COPY_PREFIX))
                    .toList()
                    .forEach(Backup::delete);
            Path copy = Files.createDirectory(data.resolve(COPY_PREFIX + UUID.randomUUID()));
            contexts.copyTo(copy);
            return copy.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy the contexts of " + data + ": " + e.getMessage(), e);
        }
    }

    /** Lets the server of a data directory copy all contexts, and answers where to; empty where none runs. */
    static Optional<Path> copy(Path data) {
        return ask(data, COPY).map(Path::of);
    }

    /** The lines of {@link EventStatistics} from the server of a data directory; empty where none runs. */
    static Optional<List<String>> statistics(Path data) {
        return ask(data, STATISTICS).map(line -> List.of(line.split(LINE_END)));
    }

    /** Whether the server of a data directory runs. */
    static boolean runs(Path data) throws IOException {
        try (SocketChannel server = connect(data)) {
            return server != null;
        }
    }

    private static Optional<String> ask(Path data, String question) {
        SocketChannel server = connect(data);
        if (server == null) {
            return Optional.empty();
        }
        try (server;
                PrintWriter asking = new PrintWriter(Channels.newWriter(server, StandardCharsets.UTF_8), true);
                Scanner answer = new Scanner(server, StandardCharsets.UTF_8)) {
            asking.println(question);
            String line = answer.hasNextLine() ? answer.nextLine() : FAILED + "the server ended";
            if (line.startsWith(FAILED)) {
                throw new IllegalStateException("The server could not do it: " + line.substring(FAILED.length()));
            }
            return Optional.of(line);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot speak to the server: " + e.getMessage(), e);
        }
    }

    /** An address of a server that is gone leads nowhere. */
    private static @Nullable SocketChannel connect(Path data) {
        try {
            Path address = data.resolve(ADDRESS_FILE);
            return Files.exists(address)
                    ? SocketChannel.open(UnixDomainSocketAddress.of(Files.readString(address)))
                    : null;
        } catch (IOException gone) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            Files.deleteIfExists(addressFile);
            Files.deleteIfExists(socketDirectory.resolve(SOCKET_FILE));
            Files.deleteIfExists(socketDirectory);
        } catch (IOException e) {
            LOG.debug("Cannot remove the socket for maintenance", e);
        }
    }
}
