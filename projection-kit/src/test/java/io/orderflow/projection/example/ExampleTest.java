package io.orderflow.projection.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockEvent.StockDispatched;
import io.orderflow.projection.fixture.ProjectionFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleTest {

    private static final int MAX_LINES = 60;
    private static final Path README = Path.of("README.md");
    private static final Path SOURCES = Path.of("src/test/java/io/orderflow/projection/example");

    @ParameterizedTest
    @ValueSource(strings = {"ProductSales", "ProductSalesProjection", "ProductSalesQueries",
            "ProductSalesController", "ProductSalesReadModel"})
    void isWhatTheReadmeShows(String type) throws IOException {
        String source = Files.readString(SOURCES.resolve(type + ".java"));
        String body = source.replaceAll("(?m)^(package|import) .*$", "");
        assertThat(withoutSpace(example())).contains(withoutSpace(body));
    }

    @Test
    void isShort() throws IOException {
        assertThat(example().lines()).hasSizeLessThan(MAX_LINES);
    }

    @Test
    void works() {
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        ProjectionFixture.of(new ProductSalesProjection())
                .at(noon)
                .given(new StockDispatched(new Sku("PEN"), new OrderId("o1"), 2))
                .expectDocument("PEN", new ProductSales("PEN", 2, noon, 0));
    }

    private static String example() throws IOException {
        String readme = Files.readString(README);
        int begin = readme.indexOf("```java");
        return readme.substring(begin, readme.indexOf("```", begin + 1));
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }
}
