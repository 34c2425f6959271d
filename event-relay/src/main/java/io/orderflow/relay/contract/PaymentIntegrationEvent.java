package io.orderflow.relay.contract;

/** The integration events of payments. Their key is the order, so that they stay in order with each other. */
sealed interface PaymentIntegrationEvent extends IntegrationEvent {

    String paymentId();

    String orderId();

    @Override
    default BusinessContext context() {
        return BusinessContext.PAYMENTS;
    }

    @Override
    default String subject() {
        return paymentId();
    }

    @Override
    default String key() {
        return orderId();
    }

    @PublicType("payment.authorized")
    record PaymentAuthorized(String paymentId, String orderId) implements PaymentIntegrationEvent {}

    @PublicType("payment.declined")
    record PaymentDeclined(String paymentId, String orderId, PublicReason reason) implements PaymentIntegrationEvent {}

    @PublicType("payment.captured")
    record PaymentCaptured(String paymentId, String orderId) implements PaymentIntegrationEvent {}

    @PublicType("payment.voided")
    record PaymentVoided(String paymentId, String orderId) implements PaymentIntegrationEvent {}

    @PublicType("payment.refunded")
    record PaymentRefunded(String paymentId, String orderId) implements PaymentIntegrationEvent {}
}
