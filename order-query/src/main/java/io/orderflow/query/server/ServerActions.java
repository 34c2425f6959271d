package io.orderflow.query.server;

import io.orderflow.api.server.ProcessorInstruction;
import io.orderflow.api.server.ServerEvent;
import io.orderflow.api.server.ServerEvent.BackupBegun;
import io.orderflow.api.server.ServerEvent.ProcessorInstructed;
import io.orderflow.service.backup.Backups;
import io.orderflow.service.backup.PlatformBackup;
import io.orderflow.service.message.Origin;
import java.util.List;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.ObjectProvider;

/** Carries out what operators want of the event server, and leaves who wanted it and why in the log. Thread-safe. */
final class ServerActions {

    private final EventServer server;
    private final EventStore events;
    private final ObjectProvider<Backups> backups;

    ServerActions(EventServer server, EventStore events, ObjectProvider<Backups> backups) {
        this.server = server;
        this.events = events;
        this.backups = backups;
    }

    /**
     * Has the clients of a processor do something. The log has it first, so that nothing is done without a trace.
     *
     * @param tokenStore the name of its store, which tells processors of one name apart; empty where there is one only
     */
    void instruct(String component, String processor, ProcessorInstruction instruction, String tokenStore,
            String reason) {
        List<ProcessorView> named = ServerViews.processors(server.applications(), server.context(), 0).stream()
                .filter(one -> one.component().equals(component) && one.name().equals(processor))
                .toList();
        if (named.isEmpty()) {
            throw ServerRefusal.noProcessor(component, processor);
        }
        publish(new ProcessorInstructed(component, processor, instruction, reason.strip()));
        server.instruct(instruction, processor, tokenStore);
    }

    List<PlatformBackup> backups() {
        return required().all();
    }

    PlatformBackup beginBackup(String reason) {
        PlatformBackup begun = required().begin();
        publish(new BackupBegun(begun.backupId(), reason.strip()));
        return begun;
    }

    private Backups required() {
        Backups here = backups.getIfAvailable();
        if (here == null) {
            throw ServerRefusal.noBackups();
        }
        return here;
    }

    private void publish(ServerEvent event) {
        events.publish(new GenericEventMessage<>(event, Origin.ofCurrentThread()));
    }
}
