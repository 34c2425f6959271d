package io.orderflow.service.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import io.orderflow.api.InvalidValue;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.problem.Refusal;
import io.orderflow.service.resilience.CallLimits;
import io.orderflow.service.web.NotFound;
import java.util.List;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.GenericQueryMessage;
import org.axonframework.queryhandling.NoHandlerForQueryException;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryExecutionException;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.annotation.AnnotationQueryHandlerAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueriesTest {

    private final QueryBus bus = SimpleQueryBus.builder().build();
    private final Queries queries = new Queries(DefaultQueryGateway.builder().queryBus(bus).build(),
            CallLimits.DEFAULT);

    QueriesTest() {
        new QueryConfiguration().prepare(bus);
        bus.subscribe(Greeting.class.getName(), String.class, query -> greet((Greeting) query.getPayload()));
    }

    record Greeting(String name) {}

    private static String greet(Greeting greeting) {
        return switch (greeting.name()) {
            case "nobody" -> throw new NotFound("No nobody");
            case "" -> throw new InvalidValue("name must not be empty");
            case "mongo" -> throw new MongoException("connection lost");
            case "failure" -> throw new IllegalStateException("of the handler");
            default -> "Hello " + greeting.name();
        };
    }

    @Test
    void returnsTheAnswer() {
        assertThat(queries.ask(new Greeting("Anna"), String.class)).isEqualTo("Hello Anna");
    }

    /** A handler of a page of other items does not match. */
    @Test
    void returnsAPageOfAHandlerWithSuchItems() {
        new AnnotationQueryHandlerAdapter<>(new Lists()).subscribe(bus);

        assertThat(queries.askPage(new Greeting("Anna"), Integer.class)).isEqualTo(new Page<>(List.of(4), null));
        assertThatThrownBy(() -> queries.askPage(new Greeting("Anna"), Long.class))
                .isInstanceOf(NoHandlerForQueryException.class);
    }

    private static final class Lists {
        @QueryHandler
        Page<Integer> handle(Greeting greeting) {
            return new Page<>(List.of(greeting.name().length()), null);
        }
    }

    @ParameterizedTest
    @CsvSource({"nobody, NOT_FOUND, No nobody", "'', INVALID_VALUE, name must not be empty",
            "mongo, UNAVAILABLE, Try again shortly"})
    void tellsWhyAQueryIsRefused(String name, ProblemCode code, String detail) {
        assertThatThrownBy(() -> queries.ask(new Greeting(name), String.class))
                .isInstanceOfSatisfying(QueryExecutionException.class,
                        refused -> assertThat(refused.<Refusal>getDetails()).contains(new Refusal(code, detail)));
    }

    @Test
    void doesNotTakeAFailureForAnOutage() {
        assertThatThrownBy(() -> queries.ask(new Greeting("failure"), String.class))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tellsThatNobodyAnswersSuchQueries() {
        assertThatThrownBy(() -> queries.ask("What time is it?", String.class))
                .isInstanceOf(NoHandlerForQueryException.class);
    }

    @Test
    void tagsQueriesWithTheirOrigin() {
        bus.subscribe("origin", String.class, query -> query.getMetaData().get("correlationId").toString());

        String correlation = bus.query(new GenericQueryMessage<>("", "origin",
                ResponseTypes.instanceOf(String.class))).join().getPayload();

        assertThat(correlation).isNotBlank();
    }
}
