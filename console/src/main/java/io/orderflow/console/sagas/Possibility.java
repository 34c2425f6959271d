package io.orderflow.console.sagas;

import java.util.List;

/**
 * Whether an operator can intervene in a certain way. The platform decides; this only spares an operator a refusal that
 * is certain, and says why.
 *
 * @param why what the intervention does, or why it is not possible
 */
public record Possibility(Intervention intervention, boolean possible, String why) {

    private static Possibility can(Intervention intervention, String effect) {
        return new Possibility(intervention, true, effect);
    }

    private static Possibility cannot(Intervention intervention, String why) {
        return new Possibility(intervention, false, why);
    }

    static List<Possibility> of(Saga saga) {
        return List.of(retry(saga.step()), skip(saga.step()), cancel(saga.step()));
    }

    private static Possibility retry(String step) {
        return switch (step) {
            case "RESERVING_STOCK" -> can(Intervention.RETRY, "Asks the stock again for every line without an answer.");
            case "AUTHORIZING_PAYMENT" -> can(Intervention.RETRY, "Asks again for the payment.");
            case "CONFIRMING_ORDER" -> can(Intervention.RETRY, "Asks the order again to be confirmed.");
            case "AWAITING_SHIPMENT" -> can(Intervention.RETRY, "Asks the order whether it has been shipped.");
            case "DELIVERING", "COMPENSATING" ->
                can(Intervention.RETRY, "Asks again for everything that is not answered.");
            default -> cannot(Intervention.RETRY, "The process has ended and waits for no answer.");
        };
    }

    private static Possibility skip(String step) {
        return switch (step) {
            case "RESERVING_STOCK" ->
                cannot(Intervention.SKIP, "The goods would not be reserved. Retry the step or cancel the order.");
            case "AUTHORIZING_PAYMENT" ->
                cannot(Intervention.SKIP, "The order would not be paid. Retry the step or cancel the order.");
            case "CONFIRMING_ORDER" ->
                cannot(Intervention.SKIP, "The order itself must decide. Retry the step or cancel the order.");
            case "AWAITING_SHIPMENT" ->
                cannot(Intervention.SKIP, "Only a shipment ends this step. Ship the order or cancel it.");
            case "DELIVERING" -> can(Intervention.SKIP, "Goes on without the missing answers, which stay owed.");
            case "COMPENSATING" -> can(Intervention.SKIP,
                    "Goes on without the missing answers, which stay owed, once the order is closed.");
            default -> can(Intervention.SKIP, "Asks once more for answers that were skipped before. "
                    + "It is refused where none were.");
        };
    }

    private static Possibility cancel(String step) {
        return switch (step) {
            case "RESERVING_STOCK", "AUTHORIZING_PAYMENT", "CONFIRMING_ORDER", "AWAITING_SHIPMENT" ->
                can(Intervention.CANCEL, "Asks the order to be cancelled; everything done so far is then undone.");
            case "DELIVERING" -> cannot(Intervention.CANCEL, "The goods have left. Refund the payment instead.");
            case "COMPENSATING" -> cannot(Intervention.CANCEL, "The order is being undone already.");
            case "COMPLETED" -> cannot(Intervention.CANCEL, "The order is delivered. Refund the payment instead.");
            default -> cannot(Intervention.CANCEL, "The order is undone already.");
        };
    }
}
