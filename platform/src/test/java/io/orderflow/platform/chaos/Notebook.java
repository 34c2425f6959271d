package io.orderflow.platform.chaos;

import io.orderflow.platform.demo.Api.Answer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the clients sent and what they were told: all that the outside world knows. Thread-safe. */
final class Notebook {

    record Line(String sku, int quantity, BigDecimal unitPrice) {

        BigDecimal total() {
            return unitPrice.multiply(BigDecimal.valueOf(quantity));
        }
    }

    record Placed(String id, String account, List<Line> lines) {

        BigDecimal total() {
            return lines.stream().map(Line::total).reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        int quantityOf(String sku) {
            return lines.stream().filter(line -> line.sku().equals(sku)).mapToInt(Line::quantity).sum();
        }
    }

    private final Map<String, Placed> placed = new ConcurrentHashMap<>();
    private final Set<String> shipped = ConcurrentHashMap.newKeySet();
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> received = new ConcurrentHashMap<>();
    private final Map<String, BigDecimal> deposited = new ConcurrentHashMap<>();
    private final Set<String> refunded = ConcurrentHashMap.newKeySet();
    private final Set<String> givenUp = ConcurrentHashMap.newKeySet();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();

    void placed(Placed order, Answer answer) {
        expect(answer, 201);
        placed.put(order.id(), order);
    }

    void shipped(String order, Answer answer) {
        if (answer.status() == 200) {
            shipped.add(order);
        } else {
            expect(answer, 409);
        }
    }

    void cancelled(String order, Answer answer) {
        if (answer.status() == 200) {
            cancelled.add(order);
        } else {
            expect(answer, 409);
        }
    }

    void refunded(String order, Answer answer) {
        if (answer.status() == 200) {
            refunded.add(order);
        } else {
            expect(answer, 409);
        }
    }

    /** An operator has given up an event of the order. */
    void givenUp(String order) {
        givenUp.add(order);
    }

    void received(String sku, int quantity, Answer answer) {
        expect(answer, 201);
        received.merge(sku, quantity, Integer::sum);
    }

    void deposited(String account, BigDecimal amount, Answer answer) {
        expect(answer, 201);
        deposited.merge(account, amount, BigDecimal::add);
    }

    void expect(Answer answer, int status) {
        if (answer.status() != status) {
            surprise(answer.response().uri() + " was answered " + answer.status() + ": " + answer.body());
        }
    }

    void surprise(String what) {
        surprises.add(what);
    }

    Map<String, Placed> placed() {
        return placed;
    }

    Set<String> shipped() {
        return shipped;
    }

    Set<String> cancelled() {
        return cancelled;
    }

    Set<String> refunded() {
        return refunded;
    }

    Set<String> givenUp() {
        return givenUp;
    }

    Map<String, Integer> received() {
        return received;
    }

    Map<String, BigDecimal> deposited() {
        return deposited;
    }

    Queue<String> surprises() {
        return surprises;
    }
}
