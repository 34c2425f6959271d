package io.orderflow.platform;

import static org.awaitility.Awaitility.await;

import io.orderflow.audit.AuditTarget.Addresses;
import io.orderflow.platform.address.AddressFile;
import io.orderflow.platform.demo.Api;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The platform as users start it: whatever a test's class path has besides could hide what is missing. */
@Execution(ExecutionMode.CONCURRENT)
class SnapshotsIT {

    private static final int COMMANDS = 210;
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Map<String, String> CENT = Map.of("amount", "0.01", "currency", "USD");

    @RegisterExtension
    final PlatformProcess platform = PlatformProcess.encrypted();

    @Test
    void areTakenOfWhatLivesLong() throws Exception {
        Api api = platform.api();

        api.post("/products", Map.of("sku", "OLD", "name", "Old", "unitPrice", CENT)).expect(201);
        api.post("/accounts", Map.of("accountId", "old", "owner", "Ada", "currency", "USD")).expect(201);
        for (int i = 0; i < COMMANDS; i++) {
            api.post("/products/OLD/receipts", Map.of("quantity", 1)).expect(201);
            api.post("/accounts/old/deposits", Map.of("amount", CENT)).expect(201);
        }

        Addresses addresses = AddressFile.read(platform.data()).orElseThrow();
        try (RawEvents events = new RawEvents(addresses.axonServer(), addresses.token())) {
            await().atMost(SOON).until(() -> events.newestSnapshotOf("stock:OLD") > 0);
            await().atMost(SOON).until(() -> events.newestSnapshotOf("account:old") > 0);
        }
    }
}
