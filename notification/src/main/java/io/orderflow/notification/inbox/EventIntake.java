package io.orderflow.notification.inbox;

import java.util.function.Consumer;

/**
 * Reads the messages of a broker as integration events, and hands them to a reaction. A message that cannot be read is set
 * aside, so that it holds up no other. Every other failure is the caller's, who takes the message again. Thread-safe.
 */
public final class EventIntake {

    private final SetAsideEvents setAside;

    EventIntake(SetAsideEvents setAside) {
        this.setAside = setAside;
    }

    /**
     * Takes one message. After a return the event has had its effect, or is set aside.
     *
     * @param source   the queue or topic, for people
     * @param reaction must do nothing more for an event that it has reacted to; throws {@link UnreadableEvent} where the
     *                 event lacks what it needs
     */
    public void take(String source, byte[] message, Consumer<IntegrationEvent> reaction) {
        IntegrationEvent event;
        try {
            event = IntegrationEvent.parse(message);
        } catch (UnreadableEvent unreadable) {
            setAside(source, message, unreadable);
            return;
        }
        LineFields.during(event.traceId(), event.optionalText("/order_id"), () -> {
            try {
                reaction.accept(event);
            } catch (UnreadableEvent lacking) {
                setAside(source, message, lacking);
            }
        });
    }

    private void setAside(String source, byte[] message, UnreadableEvent why) {
        setAside.add(source, message, String.valueOf(why.getMessage()));
    }
}
