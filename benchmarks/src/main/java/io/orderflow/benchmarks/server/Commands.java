package io.orderflow.benchmarks.server;

import io.axoniq.axonserver.connector.command.CommandChannel;
import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.ProcessingInstruction;
import io.axoniq.axonserver.grpc.ProcessingKey;
import io.axoniq.axonserver.grpc.command.Command;
import io.axoniq.axonserver.grpc.command.CommandResponse;
import io.orderflow.benchmarks.measure.ConcurrentLoad;
import io.orderflow.benchmarks.measure.Round;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/** Commands to a handler in another client, which answers at once. */
record Commands(int inFlight) implements Workload {

    private static final String NAME = "change-thing";
    private static final int LOAD_FACTOR = 100;

    @Override
    public String name() {
        return "command.x" + inFlight;
    }

    @Override
    public String unit() {
        return "commands/s";
    }

    @Override
    public void prepare(Client client, StoreSize size) {
        client.handleOnce(NAME, handler -> handler.commandChannel()
                .registerCommandHandler(command -> CompletableFuture.completedFuture(answer(command)), LOAD_FACTOR,
                        NAME));
    }

    private static CommandResponse answer(Command command) {
        return CommandResponse.newBuilder()
                .setMessageIdentifier(randomId())
                .setRequestIdentifier(command.getMessageIdentifier())
                .setPayload(command.getPayload())
                .build();
    }

    static String randomId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    @Override
    public Round round(Client client, StoreSize size, Duration time) {
        CommandChannel channel = client.sender().commandChannel();
        return ConcurrentLoad.run(inFlight, time, 1,
                lane -> channel.sendCommand(command()).thenApply(Commands::requireSuccess));
    }

    private static Command command() {
        String id = randomId();
        return Command.newBuilder()
                .setMessageIdentifier(id)
                .setName(NAME)
                .setTimestamp(System.currentTimeMillis())
                .setPayload(SampleEvents.event(id, 0).getPayload())
                .addProcessingInstructions(ProcessingInstruction.newBuilder()
                        .setKey(ProcessingKey.ROUTING_KEY)
                        .setValue(MetaDataValue.newBuilder().setTextValue(id)))
                .build();
    }

    private static CommandResponse requireSuccess(CommandResponse response) {
        if (!response.getErrorCode().isEmpty()) {
            throw new IllegalStateException(response.getErrorCode() + ' ' + response.getErrorMessage().getMessage());
        }
        return response;
    }
}
