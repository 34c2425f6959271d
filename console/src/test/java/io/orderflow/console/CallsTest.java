package io.orderflow.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.contract.Expectation;
import io.orderflow.contract.Expectations;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Whatever the console asks the platform stands in a file of {@code src/main/contracts}, to which the builds of the services
 * hold them; and nothing stands there that it does not ask.
 */
class CallsTest {

    private static List<String> written() {
        return Expectations.providers().stream()
                .flatMap(provider -> Expectations.of(provider).stream())
                .filter(expected -> expected.consumer().equals("console"))
                .map(CallsTest::request)
                .distinct()
                .toList();
    }

    private static String request(Expectation expected) {
        return expected.method() + " " + expected.target().replaceAll("\\?.*", "");
    }

    /** Whether the request of the file is one of the call's, in whose path the ids are in braces. */
    private static boolean isOf(String call, String request) {
        StringBuilder pattern = new StringBuilder();
        for (String part : call.split("(?=\\{)|(?<=})")) {
            pattern.append(part.startsWith("{") ? "[^/]+" : Pattern.quote(part));
        }
        return request.matches(pattern.toString());
    }

    @Test
    void areAllWrittenDown() {
        List<String> written = written();

        assertThat(CallsInSources.all()).hasSizeGreaterThan(40)
                .contains("GET /orders", "POST /server/processors/{component}/{name}/merge")
                .as("requests that no file of console/src/main/contracts expects")
                .filteredOn(call -> written.stream().noneMatch(request -> isOf(call, request)))
                .isEmpty();
    }

    @Test
    void areAllThatIsWrittenDown() {
        assertThat(written()).as("files of console/src/main/contracts for requests that no source makes")
                .filteredOn(request -> CallsInSources.all().stream().noneMatch(call -> isOf(call, request)))
                .isEmpty();
    }

    /** Requests that are made otherwise would not be found. */
    @Test
    void areMadeInOneWay() {
        assertThat(CallsInSources.sources()).filteredOn(source -> {
            String text = CallsInSources.read(source);
            return text.contains("new ApiRequest(") || text.contains("ApiRequest::")
                    || text.contains("java.net.http.HttpClient") || text.contains("RestClient");
        }).isEmpty();
    }
}
