package io.orderflow.axonserver.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.control.ControlChannel;
import io.axoniq.axonserver.grpc.control.ClientIdentification;
import io.axoniq.axonserver.grpc.control.EventProcessorInfo;
import io.axoniq.axonserver.grpc.control.Heartbeat;
import io.axoniq.axonserver.grpc.control.PlatformInboundInstruction;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The platform service, and what is not there. */
interface ControlConformance extends Conformance {

    @Test
    default void connectsAndStaysConnectedWithHeartbeats() {
        AxonServerConnection connection = clients().connect("client");
        connection.controlChannel().enableHeartbeat(50, 500, TimeUnit.MILLISECONDS);

        await().atMost(LIMIT).until(connection::isReady);
        await().during(java.time.Duration.ofSeconds(1)).atMost(LIMIT).until(connection::isConnected);
    }

    @Test
    default void acknowledgesInstructionsWithAnId() {
        ControlChannel control = clients().connect("client").controlChannel();

        Conformance.soon(control.sendInstruction(PlatformInboundInstruction.newBuilder()
                .setInstructionId(UUID.randomUUID().toString()).setHeartbeat(Heartbeat.getDefaultInstance()).build()));
        Conformance.soon(control.sendInstruction(PlatformInboundInstruction.newBuilder()
                .setInstructionId(UUID.randomUUID().toString())
                .setEventProcessorInfo(EventProcessorInfo.newBuilder().setProcessorName("orders").setRunning(true))
                .build()));
        Conformance.soon(control
                .sendInstruction(PlatformInboundInstruction.newBuilder().setInstructionId(UUID.randomUUID().toString())
                        .setRegister(ClientIdentification.newBuilder().setClientId("c")).build()));
    }

    @Test
    default void answersUnimplementedWhereItIsNot() {
        assertThat(clients().connect("client").adminChannel().getAllUsers())
                .failsWithin(LIMIT)
                .withThrowableThat()
                .havingRootCause()
                .withMessageContaining("UNIMPLEMENTED");
    }
}
