package io.orderflow.benchmarks.order;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.command.CommandChannel;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.ProcessingInstruction;
import io.axoniq.axonserver.grpc.ProcessingKey;
import io.axoniq.axonserver.grpc.command.Command;
import io.axoniq.axonserver.grpc.command.CommandResponse;
import io.orderflow.api.Money;
import io.orderflow.api.message.MessageCatalog;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockCommand.DispatchStock;
import io.orderflow.api.stock.StockCommand.ReserveStock;
import io.orderflow.api.stock.StockCommand;
import io.orderflow.audit.AuditTarget.Addresses;
import io.orderflow.benchmarks.measure.ConcurrentLoad;
import io.orderflow.benchmarks.measure.Round;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.StableNameSerializer;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.axonframework.serialization.SerializedObject;

/**
 * Reserves one product for one order after the other, and dispatches it. It sends the same commands as the orders'
 * sagas, over its own connection to the event store.
 */
final class Reservations {

    private static final Sku WANTED = new Sku(Shop.WANTED);
    private static final Money PRICE = Money.of("1.50", "USD");

    private final StableNameSerializer serializer = new StableNameSerializer(
            MessageTypes.of(MessageCatalog.published()));
    private final CommandChannel commands;

    private Reservations(CommandChannel commands) {
        this.commands = commands;
    }

    /** Runs one round. An operation is a reservation and its dispatch. */
    static Round run(Addresses addresses, int inFlight, Duration time) {
        String[] server = addresses.axonServer().split(":");
        AxonServerConnectionFactory factory = AxonServerConnectionFactory.forClient("reserving")
                .routingServers(new ServerAddress(server[0], Integer.parseInt(server[1])))
                .token(addresses.token().orElse(""))
                .build();
        try {
            AxonServerConnection connection = factory.connect("default");
            Reservations reservations = new Reservations(connection.commandChannel());
            return ConcurrentLoad.run(inFlight, time, 1, lane -> reservations.reserveAndDispatch());
        } finally {
            factory.shutdown();
        }
    }

    private CompletableFuture<?> reserveAndDispatch() {
        OrderId order = new OrderId(UUID.randomUUID().toString());
        return send(new ReserveStock(WANTED, order, 1, PRICE))
                .thenCompose(reserved -> send(new DispatchStock(WANTED, order)));
    }

    private CompletableFuture<CommandResponse> send(StockCommand command) {
        SerializedObject<byte[]> content = serializer.serialize(command, byte[].class);
        return commands.sendCommand(Command.newBuilder()
                .setMessageIdentifier(UUID.randomUUID().toString())
                .setName(command.getClass().getName())
                .setTimestamp(System.currentTimeMillis())
                .setPayload(io.axoniq.axonserver.grpc.SerializedObject.newBuilder()
                        .setType(content.getType().getName())
                        .setRevision(Objects.requireNonNullElse(content.getType().getRevision(), ""))
                        .setData(ByteString.copyFrom(content.getData())))
                .addProcessingInstructions(ProcessingInstruction.newBuilder()
                        .setKey(ProcessingKey.ROUTING_KEY)
                        .setValue(MetaDataValue.newBuilder().setTextValue(WANTED.toString())))
                .build()).thenApply(Reservations::requireSuccess);
    }

    private static CommandResponse requireSuccess(CommandResponse response) {
        if (!response.getErrorCode().isEmpty()) {
            throw new IllegalStateException(response.getErrorCode() + ' ' + response.getErrorMessage().getMessage());
        }
        return response;
    }
}
