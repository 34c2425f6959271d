package io.orderflow.axonserver.standalone.transfer;

import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.grpc.ManagedChannelBuilder;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import io.orderflow.axonserver.Backup;
import io.orderflow.axonserver.store.rocksdb.OfflineStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a context is: on a running server, or in the data folder of a server of ours that does not run.
 *
 * @param place
 *            HOST:PORT, or a folder
 * @param token
 *            what the running server wants to be told
 * @param encrypted
 *            whether the connection to it is encrypted
 */
record ContextAddress(String place, String context, Optional<String> token, boolean encrypted) {

    private static final Pattern HOST_AND_PORT = Pattern.compile("([^/\\\\]+):(\\d{1,5})");
    private static final String CLIENT = "axon-server-transfer";
    private static final int MAX_MESSAGE_BYTES = 64 << 20;

    /** In the folder of a server that does not run, no scheduled event fires: each of them is due after this. */
    private static final Clock BEFORE_ALL_SCHEDULES = Clock.fixed(Instant.ofEpochMilli(-1), ZoneOffset.UTC);

    private boolean isFolder() {
        return Files.isDirectory(Path.of(place)) || !HOST_AND_PORT.matcher(place).matches();
    }

    /** @throws IllegalStateException where there is no such context, or it cannot be reached */
    ContextClient open() {
        return isFolder() ? inFolder(existing()) : onServer();
    }

    /** As {@link #open()}; a folder and a context in it are made where they are not there. */
    ContextClient openOrCreate() {
        return isFolder() ? inFolder(Path.of(place)) : onServer();
    }

    private ContextClient onServer() {
        Matcher address = HOST_AND_PORT.matcher(place);
        if (!address.matches()) {
            throw new IllegalStateException(place + " is neither HOST:PORT nor a folder");
        }
        int port = Integer.parseInt(address.group(2));
        AxonServerConnectionFactory.Builder builder = AxonServerConnectionFactory.forClient(CLIENT)
                .routingServers(new ServerAddress(address.group(1), port))
                .maxInboundMessageSize(MAX_MESSAGE_BYTES);
        ManagedChannelBuilder<?> own = ManagedChannelBuilder.forAddress(address.group(1), port)
                .maxInboundMessageSize(MAX_MESSAGE_BYTES);
        token.ifPresent(builder::token);
        if (encrypted) {
            builder.useTransportSecurity();
        } else {
            own.usePlaintext();
        }
        return new ContextClient(place, builder.build(), context, new TransferClient(own.build(), context, token),
                () -> {});
    }

    private Path existing() {
        Path folder = Path.of(place);
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("There is no data folder " + place);
        }
        requireUnused(folder);
        if (!new OfflineStores(folder).names().contains(context)) {
            throw new IllegalStateException("There is no context " + context + " in the data folder " + place);
        }
        return folder;
    }

    private void requireUnused(Path folder) {
        try {
            if (AxonServer.acceptsMaintenance(folder) || OfflineStores.isInUse(folder)) {
                throw new IllegalStateException("A server uses the data folder " + place
                        + ": give the server's HOST:PORT in place of the folder, or stop the server");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tell whether a server uses the data folder " + place, e);
        }
    }

    private ContextClient inFolder(Path folder) {
        if (Files.isDirectory(folder)) {
            requireUnused(folder);
            Backup.requireRestored(folder);
        }
        String name = CLIENT + '-' + UUID.randomUUID();
        AxonServer server = AxonServer.start(AxonServerConfig.inProcess(folder, name)
                .withMaxMessageBytes(AxonServerConfig.LARGEST_MAX_MESSAGE_BYTES)
                .withClock(BEFORE_ALL_SCHEDULES));
        try {
            if (!server.contexts().contains(context)) {
                server.createContext(context);
            }
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return new ContextClient(place, AxonServerConnectionFactory.forClient(CLIENT)
                .customize(ignored -> InProcessChannelBuilder.forName(name))
                .build(), context,
                new TransferClient(InProcessChannelBuilder.forName(name).build(), context, Optional.empty()),
                server::close);
    }
}
