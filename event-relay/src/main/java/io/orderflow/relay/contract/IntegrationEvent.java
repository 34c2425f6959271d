package io.orderflow.relay.contract;

/**
 * What others are told of an internal event: the field {@code data} of a message. The records are a language of their
 * own and use no type of the internal one, so that a change of an internal event leaves them as they are.
 */
public sealed interface IntegrationEvent
        permits OrderIntegrationEvent, PaymentIntegrationEvent, StockIntegrationEvent, AccountIntegrationEvent,
        CustomerIntegrationEvent {

    BusinessContext context();

    /** The identifier of what the event is about. */
    String subject();

    /** Events with the same key are published in their order. */
    default String key() {
        return subject();
    }

    /**
     * An amount of money.
     *
     * @param amount   the amount in plain decimal notation, with the decimals of its currency: {@code "18.00"}
     * @param currency the code of ISO 4217
     */
    record Amount(String amount, String currency) {}
}
