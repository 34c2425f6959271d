package io.orderflow.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.apache.catalina.loader.WebappClassLoaderBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.expression.spel.standard.SpelCompiler;
import org.springframework.test.util.ReflectionTestUtils;

/** What holds for every page: what it says while the platform does not answer, and whom it answers at all. */
class ConsoleTest {

    private static final String ORDER = """
            {"orderId":"o1","customerId":"c1","accountId":"ada","status":"CONFIRMED",
             "total":{"amount":"1234.50","currency":"USD"},"lines":[],"placedAt":"2026-11-29T18:00:00Z",
             "updatedAt":"2026-11-29T18:00:01Z","version":1,"position":7,"someFieldOfTomorrow":true}""";
    private static final String ORDERS = "{\"items\":[" + ORDER + "],\"next\":null}";

    /** Pages after which the framework has compiled their expressions, which it does after the hundredth. */
    private static final int UNTIL_COMPILED = 105;

    private final ScriptedPlatform platform = new ScriptedPlatform();
    private RunningConsole console;

    @BeforeEach
    void start() {
        console = new RunningConsole(platform);
    }

    @AfterEach
    void stop() {
        console.close();
        platform.close();
    }

    @Test
    void keepsTheLastGoodDataAndMarksItWhileThePlatformDoesNotAnswer() {
        platform.answers("GET /orders", ORDERS);
        assertThat(console.page("/orders")).contains("1,234.50 USD").contains("connected")
                .doesNotContain("does not answer");

        platform.close();

        assertThat(console.page("/orders")).contains("1,234.50 USD").contains("The platform does not answer")
                .contains("You see what it said").contains("no answer since");
    }

    @Test
    void comesBackAfterAnOutageThatItBeganIn() {
        ScriptedPlatform away = new ScriptedPlatform();
        away.close();
        try (RunningConsole early = new RunningConsole(away)) {
            HttpResponse<String> page = early.get("/orders");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains("The platform does not answer. This part of the page comes back by itself.");
        }
    }

    @Test
    void saysThatARouteIsNotOffered() {
        assertThat(console.page("/orders")).contains("This platform does not offer this yet")
                .contains("GET /orders");
    }

    @Test
    void saysWhatThePlatformRefuses() {
        platform.answers("GET /orders", 403, "{\"title\":\"The token does not allow this\",\"code\":\"FORBIDDEN\","
                + "\"detail\":\"The token needs the scope orders:read\"}");
        assertThat(console.page("/orders")).contains("You may not see this: The token needs the scope orders:read");
    }

    @Test
    void showsHowToGetTheSameByOneself() {
        platform.answers("GET /orders", ORDERS);
        assertThat(console.page("/orders?status=CONFIRMED"))
                .contains("curl -s &#39;http://127.0.0.1:" + console.address().getPort()
                        + "/orders?status=CONFIRMED&amp;limit=50&#39;");
    }

    @Test
    void answersNotFoundForAnOrderAndAPageThatAreNotThere() {
        platform.answers("GET /orders/nope", 404, "{\"detail\":\"No order nope\",\"code\":\"NOT_FOUND\"}");
        assertThat(console.get("/orders/nope").statusCode()).isEqualTo(404);
        assertThat(console.page("/orders/nope")).contains("No order nope");
        assertThat(console.get("/no-such-page").statusCode()).isEqualTo(404);
        assertThat(console.page("/no-such-page")).contains("There is no such page.");
    }

    @Test
    void forbidsEverythingFromElsewhereAndInThePagesThemselves() {
        HttpResponse<String> page = console.get("/orders");
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .contains("default-src 'none'").contains("script-src 'self';").contains("style-src 'self';")
                .contains("frame-ancestors 'none'").doesNotContain("unsafe").doesNotContain("http"));
        assertThat(page.body()).doesNotContainPattern("<script(?![^>]* src=)").doesNotContain("<style")
                .doesNotContainPattern("\\sstyle=").doesNotContainPattern("\\son[a-z]+=");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Cache-Control")).hasValueSatisfying(
                cache -> assertThat(cache).contains("no-store"));
    }

    /** A browser would go on to encrypt what it asks this machine, by every port and below the name localhost. */
    @Test
    void tellsBrowsersToEncryptForGoodUnlessTheyAreOnThisMachine() {
        try (RunningConsole identified = new RunningConsole(platform,
                "--spring.security.oauth2.resourceserver.jwt.issuer-uri=http://127.0.0.1:9")) {
            assertThat(encryptionFor("console.example.org", identified)).isEqualTo("max-age=31536000");
            assertThat(encryptionFor("localhost", identified)).isEmpty();
            assertThat(encryptionFor("127.0.0.1", identified)).isEmpty();
        }
    }

    private static String encryptionFor(String host, RunningConsole console) {
        return console.send(HttpRequest.newBuilder(URI.create(console.address() + "/signed-out"))
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", host)
                .build()).headers().firstValue("Strict-Transport-Security").orElse("").strip();
    }

    @Test
    void sendsFilesThatBrowsersKeep() {
        for (String file : new String[]{"console.css", "console.js", "htmx.min.js", "sse.js", "uPlot.iife.min.js",
                "uPlot.min.css", "icon.svg"}) {
            HttpResponse<String> answer = console.get("/assets/" + file);
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("max-age=2592000",
                    "immutable");
        }
        assertThat(console.get("/assets/..%2ftemplates/layout.html").statusCode()).isIn(400, 404);
    }

    @Test
    void refusesAFormWithoutTheTokenOfItsSession() {
        assertThat(console.post("/orders/o1/cancellation", Map.of("reason", "because"), "").statusCode())
                .isEqualTo(403);
        assertThat(platform.requests()).isEmpty();
    }

    @Test
    void passesAnActionOnWithItsReasonAndShowsWhatBecameOfIt() {
        platform.answers("GET /orders/o1", ORDER).answers("POST /orders/o1/cancellation", 409,
                "{\"detail\":\"The order is shipped\",\"code\":\"WRONG_STATE\"}");

        HttpResponse<String> answer = console.submit("/orders/o1", "/orders/o1/cancellation", Map.of("reason",
                "too late"));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValueSatisfying(
                next -> assertThat(next).endsWith("/console/orders/o1"));
        assertThat(platform.requests()).contains("POST /orders/o1/cancellation {\"reason\":\"too late\"}");
        assertThat(console.page("/orders/o1")).contains("The order is shipped");
    }

    /** The JDK's timer outlives the console, and a class loader that it kept would live on with it. */
    @Test
    void leavesNothingOfItselfInTheTimerOfTheProcess() {
        console.page("/orders");

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().endsWith("elayScheduler"))
                .isNotEmpty()
                .allSatisfy(timer -> assertThat(timer.getContextClassLoader())
                        .isNotInstanceOf(WebappClassLoaderBase.class));
    }

    /** An expression becomes a class of the types that it has met; then others come, and then the first ones again. */
    @Test
    void showsOrdersOfEveryShapeAfterItsExpressionsAreCompiled() {
        String bare = """
                {"orderId":"o2","status":"REJECTED","reason":"OUT_OF_STOCK","lines":[],"placedAt":"2026-11-29T18:00:00Z",
                 "saga":{"step":"COMPENSATING","waitingFor":[],"since":"2026-11-29T18:00:00Z"},"version":1}""";
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < UNTIL_COMPILED; i++) {
                platform.answers("GET /orders", ORDERS);
                assertThat(console.page("/orders")).contains("1,234.50 USD", "c1</a>", "confirmed</span>")
                        .doesNotContain("out of stock");
            }
            platform.answers("GET /orders", "{\"items\":[" + bare + "],\"next\":\"n\"}");
            assertThat(console.page("/orders")).contains("out of stock", "compensating", "Next page")
                    .doesNotContain("1,234.50 USD", "c1</a>");
        }
    }

    /** The compiler of expressions outlives the console as well. */
    @Test
    void leavesNothingOfItselfInTheCompilerOfExpressions() {
        platform.answers("GET /orders", ORDERS);
        for (int i = 0; i < UNTIL_COMPILED; i++) {
            console.page("/orders");
        }

        Map<?, ?> compilers = (Map<?, ?>) ReflectionTestUtils.getField(SpelCompiler.class, "compilers");

        assertThat(compilers).isNotEmpty();
        assertThat(compilers.keySet()).allSatisfy(loader -> assertThat(loader)
                .isNotInstanceOf(WebappClassLoaderBase.class));
    }

    @Test
    void namesTheDeadLetterThatHoldsAnOrderBackAndLeadsToIt() {
        platform.answers("GET /orders/o1", ORDER).answers("GET /dead-letters", """
                {"items":[{"kind":"PROCESSOR","group":"order-saga-stock","sequence":"o1","state":"FAILED",
                 "type":"saga.fulfilment-started","cause":"the line is cut","since":"2026-11-29T18:00:00Z",
                 "letters":1}],"next":null}""");

        assertThat(console.page("/orders/o1")).contains("/console/dead-letters/order-saga-stock/o1\"")
                .contains("A dead letter of order-saga-stock holds this order back").contains(": the line is cut");
        assertThat(platform.requests()).contains("GET /dead-letters?sequence=o1");
    }

    /** The form that begins the session stands far below what a web server sends at once. */
    @Test
    void showsALongPageToWhomItHasNotSeenBefore() {
        platform.answers("GET /orders/o1", ORDER.replace("\"lines\":[]", "\"lines\":[" + ("{\"sku\":\"PEN\","
                + "\"quantity\":1,\"unitPrice\":{\"amount\":\"1.50\",\"currency\":\"USD\"},\"lineTotal\":"
                + "{\"amount\":\"1.50\",\"currency\":\"USD\"},\"stock\":\"RESERVED\"},").repeat(99)
                + "{\"sku\":\"LAST\",\"quantity\":1}]"));
        HttpResponse<String> page = console.get("/orders/o1");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("LAST").contains("Cancel the order").endsWith("</html>\n");
    }

    @Test
    void beginsLinksAndRedirectsWithTheAddressThatAProxyTells() {
        platform.answers("GET /orders", ORDERS);

        HttpResponse<String> page = console.send(HttpRequest.newBuilder(URI.create(console.address() + "/orders"))
                .header("X-Forwarded-Prefix", "/shop")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "elsewhere.example, localhost")
                .header("X-Forwarded-Port", "443")
                .build());
        assertThat(page.body()).contains("href=\"/shop/console/orders\"").contains("/shop/console/assets/console.css")
                .contains("href=\"/shop/swagger-ui.html\"").contains("https://localhost/shop/orders")
                .doesNotContain("href=\"/console/");
        assertThat(page.headers().allValues("Set-Cookie")).allMatch(cookie -> cookie.contains("Path=/;"));

        HttpResponse<String> found = console.send(HttpRequest.newBuilder(
                URI.create(console.address() + "/ledger?accountId=ada")).header("X-Forwarded-Prefix", "/shop").build());
        assertThat(found.headers().firstValue("Location")).hasValueSatisfying(
                next -> assertThat(URI.create(next).getPath()).isEqualTo("/shop/console/ledger/accounts/ada"));
    }

    @Test
    void believesNoProxyThatItDoesNotKnowAndNoPrefixThatIsNone() {
        platform.answers("GET /orders", ORDERS);
        for (String prefix : List.of("//elsewhere.example", "/a/../b", "/a b")) {
            assertThat(console.send(HttpRequest.newBuilder(URI.create(console.address() + "/orders"))
                    .header("X-Forwarded-Prefix", prefix)
                    .build()).body()).contains("href=\"/console/orders\"");
        }
        try (RunningConsole guarded = new RunningConsole(platform, "--orderflow.proxies.trusted=10\\.0\\.0\\.1")) {
            assertThat(guarded.send(HttpRequest.newBuilder(URI.create(guarded.address() + "/orders"))
                    .header("X-Forwarded-Prefix", "/shop")
                    .build()).body()).contains("href=\"/console/orders\"").doesNotContain("/shop");
        }
    }

    @Test
    void answersThisMachineAloneWhereNobodyIsAskedWhoTheyAre() {
        assertThat(console.page("/orders")).contains("open: this machine only");
        assertThatThrownBy(() -> new RunningConsole(platform, "--server.address=0.0.0.0"))
                .hasStackTraceContaining("listens on this machine only");
    }

    @Test
    void isWellWhateverBecomesOfThePlatformAndSaysWhatItLacks() {
        platform.answers("GET /orders", ORDERS);
        console.page("/orders");
        assertThat(console.get("/actuator/health").body())
                .isEqualTo("{\"status\":\"UP\",\"components\":{\"platform\":{\"status\":\"UP\"}}}");

        platform.close();
        console.page("/orders");

        for (String probe : List.of("liveness", "readiness", "startup")) {
            assertThat(console.get("/actuator/health/" + probe).body()).isEqualTo("{\"status\":\"UP\"}");
        }
        assertThat(console.get("/actuator/health").body()).contains("\"status\":\"DEGRADED\"", "noAnswerSince");
    }
}
