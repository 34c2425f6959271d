package io.orderflow.console.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.console.eventlog.FieldChange;
import io.orderflow.console.eventlog.LoggedEvent;
import io.orderflow.console.orders.CauseDrawing.CauseRow;
import io.orderflow.console.orders.Causes.CauseEdge;
import io.orderflow.console.orders.Causes.CauseNode;
import io.orderflow.console.orders.FlowDrawing.FlowStep;
import io.orderflow.console.sagas.Saga;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What the pages of an order draw. */
class DrawingsTest {

    private static final Instant NOW = Instant.parse("2026-11-29T18:00:00Z");

    @Nested
    class TheFlowOfAProcess {

        private static FlowDrawing of(String step, boolean stalled, String... events) {
            List<String> timeline = Stream.of(events)
                    .map(type -> "{\"type\":\"" + type + "\",\"at\":\"2026-11-29T18:00:00Z\"}").toList();
            return FlowDrawing.of(new JsonMapper().readValue("{\"orderId\":\"o1\",\"step\":\"" + step
                    + "\",\"waitingFor\":[],\"since\":\"2026-11-29T18:00:00Z\",\"startedAt\":\"2026-11-29T18:00:00Z\","
                    + "\"progressAt\":\"2026-11-29T18:00:00Z\",\"unanswered\":true,\"stalled\":" + stalled
                    + ",\"timeline\":" + timeline + "}", Saga.class));
        }

        private static String stateOf(FlowDrawing flow, String title) {
            return flow.nodes().stream().filter(node -> node.title().equals(title)).findAny().orElseThrow().state();
        }

        @Test
        void showsTheStepThatItIsIn() {
            FlowDrawing flow = of("AUTHORIZING_PAYMENT", false, "saga.fulfilment-started", "saga.stock-secured");
            assertThat(stateOf(flow, "Reserve stock")).isEqualTo("done");
            assertThat(stateOf(flow, "Authorize payment")).isEqualTo("here now");
            assertThat(stateOf(flow, "Deliver")).isEqualTo("to come");
            assertThat(flow.nodes()).filteredOn(FlowStep::here).hasSize(1);
        }

        @Test
        void showsAStalledStepAsBad() {
            assertThat(of("DELIVERING", true).nodes()).filteredOn(FlowStep::here)
                    .extracting(FlowStep::tone).containsExactly("bad");
        }

        @Test
        void showsWhereItTurnedBackAndWhatWasUndone() {
            FlowDrawing flow = of("COMPENSATED", false, "saga.fulfilment-started", "saga.stock-secured",
                    "saga.payment-refused", "saga.compensation-started", "saga.line-released",
                    "saga.fulfilment-compensated");
            assertThat(stateOf(flow, "Reserve stock")).isEqualTo("stock given back");
            assertThat(stateOf(flow, "Authorize payment")).isEqualTo("turned back here");
            assertThat(stateOf(flow, "Confirm order")).isEqualTo("never reached");
            assertThat(stateOf(flow, "Undone")).isEqualTo("done");
            assertThat(flow.words()).contains("Authorize payment: turned back here");
        }

        @Test
        void drawsEachStepOnceAndNoneUponAnother() {
            for (String step : List.of("RESERVING_STOCK", "COMPLETED", "COMPENSATING", "COMPENSATED")) {
                FlowDrawing flow = of(step, false, "saga.fulfilment-started");
                assertThat(flow.nodes()).extracting(node -> node.x() + "," + node.y()).doesNotHaveDuplicates();
                assertThat(flow.nodes()).allSatisfy(node -> {
                    assertThat(node.x() + node.width()).isLessThanOrEqualTo(flow.width());
                    assertThat(node.y() + node.height()).isLessThanOrEqualTo(flow.height());
                });
            }
        }
    }

    @Nested
    class TheGraphOfCauses {

        private static CauseNode node(String id, String kind, String aggregate) {
            return new CauseNode(id, kind, id, aggregate, null, NOW, "operator");
        }

        private final Causes causes = new Causes("o1", List.of(node("request", "REQUEST", null),
                node("place", "COMMAND", "order:o1"), node("placed", "EVENT", "order:o1"),
                node("start", "COMMAND", "saga:o1"), node("started", "EVENT", "saga:o1"),
                node("reserve", "COMMAND", "stock:PEN"), node("pay", "COMMAND", "payment:o1")),
                List.of(new CauseEdge("request", "place"), new CauseEdge("place", "placed"),
                        new CauseEdge("placed", "start"), new CauseEdge("start", "started"),
                        new CauseEdge("started", "reserve"), new CauseEdge("started", "pay"),
                        new CauseEdge("pay", "of-another-page")),
                null);

        @Test
        void drawsEveryEffectBelowItsCause() {
            CauseDrawing drawing = CauseDrawing.of(causes, null);
            assertThat(drawing.rows()).extracting(row -> row.node().id()).startsWith("request", "place", "placed",
                    "start", "started");
            assertThat(drawing.rows()).extracting(CauseRow::stream).contains("from outside", "order:o1", "stock:PEN");
            assertThat(drawing.lines()).hasSize(6);
            drawing.rows().forEach(row -> row.effects().forEach(effect -> assertThat(yOf(drawing, effect.id()))
                    .isGreaterThan(row.y())));
            assertThat(drawing.rows()).extracting(CauseRow::y).doesNotHaveDuplicates();
        }

        private int yOf(CauseDrawing drawing, String id) {
            return drawing.rows().stream().filter(row -> row.node().id().equals(id)).findAny().orElseThrow().y();
        }

        @Test
        void leadsFromAnEventToItsCausesAndItsEffects() {
            CauseDrawing drawing = CauseDrawing.of(causes, "placed");
            assertThat(drawing.focus()).isNotNull();
            assertThat(drawing.focus().causes()).extracting(CauseNode::id).containsExactly("place");
            assertThat(drawing.focus().effects()).extracting(CauseNode::id).containsExactly("start");
            assertThat(drawing.rows()).noneMatch(CauseRow::faint);

            assertThat(CauseDrawing.of(causes, "pay").rows()).filteredOn(CauseRow::faint)
                    .extracting(row -> row.node().id()).containsExactly("reserve");
        }

        @Test
        void drawsNoMoreThanOnePictureCanShow() {
            List<CauseNode> many = new ArrayList<>();
            IntStream.range(0, 2000).forEach(i -> many.add(node("e" + i, "EVENT", "order:o1")));
            CauseDrawing drawing = CauseDrawing.of(new Causes("o1", many, List.of(), null), null);
            assertThat(drawing.rows()).hasSize(CauseDrawing.MAX_NODES);
            assertThat(drawing.hidden()).isEqualTo(2000 - CauseDrawing.MAX_NODES);
        }

        @Test
        void isNoWiderThanATelephoneWhateverNumberOfAggregatesAnOrderHas() {
            List<CauseNode> lines = IntStream.range(0, 60)
                    .mapToObj(i -> node("reserved-" + i, "EVENT", "stock:SKU-" + i))
                    .toList();
            CauseDrawing drawing = CauseDrawing.of(new Causes("o1", lines, List.of(), null), null);
            assertThat(drawing.width()).isLessThan(350);
            assertThat(drawing.rows()).allSatisfy(row -> assertThat(row.x()).isLessThan(drawing.textX()));
        }

        @Test
        void endsWhereCausesGoRoundInACircle() {
            Causes circle = new Causes("o1", List.of(node("a", "EVENT", null), node("b", "EVENT", null)),
                    List.of(new CauseEdge("a", "b"), new CauseEdge("b", "a")), null);
            assertThat(CauseDrawing.of(circle, "a").rows()).hasSize(2);
        }
    }

    @Nested
    class TheSlider {

        private final List<LoggedEvent> stops = IntStream.of(10, 20, 30)
                .mapToObj(position -> new LoggedEvent("order.placed", NOW.plusSeconds(position), (long) position,
                        "e" + position, "order:o1", null, null, null, null, null, null, null, null, null, null,
                        position / 10L, List.of(new FieldChange("status", null, "x"))))
                .toList();

        @Test
        void restsOnTheVersionOfTheMoment() {
            assertThat(Slider.of(stops, null, false, false).at()).isEqualTo(2);
            assertThat(Slider.of(stops, "20", false, false).at()).isEqualTo(1);
            assertThat(Slider.of(stops, "25", false, false).at()).isEqualTo(1);
            assertThat(Slider.of(stops, NOW.plusSeconds(10).toString(), false, false).at()).isZero();
            assertThat(Slider.of(stops, "5", false, false).shown()).isNull();
            assertThat(Slider.of(stops, "20", false, false).positions()).isEqualTo("10 20 30");
        }

        @Test
        void saysThatNowIsLaterThanTheVersionsOfAPage() {
            assertThat(Slider.of(stops, null, false, true).beyond()).isTrue();
            assertThat(Slider.of(stops, "20", false, true).beyond()).isFalse();
            assertThat(Slider.of(stops.subList(0, 1), null, true, false).isUseful()).isTrue();
        }

        @Test
        void isOfNoUseWhereThereIsNoPast() {
            assertThat(Slider.of(stops.subList(0, 1), null, false, false).isUseful()).isFalse();
            assertThat(Slider.of(List.of(), null, false, false).isUseful()).isFalse();
        }
    }
}
