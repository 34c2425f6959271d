package io.orderflow.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Whom a process believes by which address it was asked, and the addresses in its answers. */
class ForwardedRequestsTest {

    private static final String PROXY = "10.1.1.1";

    private final ForwardedRequests filter = new ForwardedRequests("10\\..*");
    private final MockHttpServletResponse client = new MockHttpServletResponse();

    private static MockHttpServletRequest from(String address, String... headers) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/orders");
        request.setServletPath("/orders");
        request.setServerName("127.0.0.1");
        request.setServerPort(8080);
        request.setRemoteAddr(address);
        for (int i = 0; i < headers.length; i += 2) {
            request.addHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    /** The request as the application sees it; the answer has these headers. */
    private HttpServletRequest pass(MockHttpServletRequest request, String... headers) throws Exception {
        HttpServletRequest[] seen = new HttpServletRequest[1];
        filter.doFilter(request, client, (forwarded, answer) -> {
            seen[0] = (HttpServletRequest) forwarded;
            for (int i = 0; i < headers.length; i += 2) {
                ((HttpServletResponse) answer).addHeader(headers[i], headers[i + 1]);
                assertThat(((HttpServletResponse) answer).getHeader(headers[i])).isEqualTo(headers[i + 1]);
                assertThat(((HttpServletResponse) answer).getHeaders(headers[i])).containsExactly(headers[i + 1]);
            }
        });
        return seen[0];
    }

    @Test
    void seesTheAddressThatAProxyWasAskedUnder() throws Exception {
        HttpServletRequest seen = pass(from(PROXY, "X-Forwarded-Proto", "https", "X-Forwarded-Host", "shop.example",
                "X-Forwarded-Prefix", "/shop/", "X-Forwarded-For", "6.6.6.6, 203.0.113.7, 10.2.2.2"));

        assertThat(seen.getRequestURL()).hasToString("https://shop.example/shop/orders");
        assertThat(seen.isSecure()).isTrue();
        assertThat(seen.getServerPort()).isEqualTo(443);
        assertThat(seen.getRemoteAddr()).isEqualTo("203.0.113.7");
        assertThat(seen.getServletPath()).isEqualTo("/orders");
        assertThat(seen.getHeader("X-Forwarded-Prefix")).isNull();
    }

    @Test
    void joinsThePrefixesOfProxiesBehindEachOther() throws Exception {
        assertThat(pass(from(PROXY, "X-Forwarded-Prefix", "/eu, /shop")).getContextPath()).isEqualTo("/eu/shop");
    }

    /** A proxy that appends writes after what its client has claimed. */
    @Test
    void believesTheLastOfSeveralValues() throws Exception {
        HttpServletRequest seen = pass(from(PROXY, "X-Forwarded-Host", "localhost, shop.example", "X-Forwarded-Port",
                "1,8443", "X-Forwarded-Proto", "http", "X-Forwarded-Proto", "https"));

        assertThat(seen.getRequestURL()).hasToString("https://shop.example:8443/orders");
    }

    @ParameterizedTest
    @CsvSource({"X-Forwarded-Prefix,../..", "X-Forwarded-Prefix,//evil.example", "X-Forwarded-Prefix,/a/../b",
            "X-Forwarded-Prefix,/a b", "X-Forwarded-Prefix,/%2e%2e", "X-Forwarded-Port,y", "X-Forwarded-Port,0",
            "X-Forwarded-Host,a b", "X-Forwarded-Host,user@evil.example", "X-Forwarded-Host,shop:x",
            "X-Forwarded-Proto,javascript", "X-Forwarded-For,<script>", "Forwarded,host=evil.example;for=6.6.6.6"})
    void takesNoValueThatNoProxyWouldWrite(String name, String value) throws Exception {
        HttpServletRequest seen = pass(from(PROXY, name, value), "Location", "/orders/o1");

        assertThat(seen.getRequestURL()).hasToString("http://127.0.0.1:8080/orders");
        assertThat(seen.getRemoteAddr()).isEqualTo(PROXY);
        assertThat(Collections.list(seen.getHeaderNames())).doesNotContain(name);
        assertThat(client.getHeader("Location")).isEqualTo("/orders/o1");
    }

    @Test
    void believesNobodyElse() throws Exception {
        HttpServletRequest seen = pass(
                from("203.0.113.9", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "localhost",
                        "X-Forwarded-Prefix", "/shop", "X-Forwarded-For", "127.0.0.1"),
                "Location", "/orders/o1");

        assertThat(seen.getRequestURL()).hasToString("http://127.0.0.1:8080/orders");
        assertThat(seen.getRemoteAddr()).isEqualTo("203.0.113.9");
        assertThat(client.getHeader("Location")).isEqualTo("/orders/o1");
    }

    @Test
    void writesThePrefixBeforeEveryPathOfAnAnswerAndShowsItToNoFilter() throws Exception {
        pass(from(PROXY, "X-Forwarded-Prefix", "/shop"), "Location", "/orders/o1", "Link",
                "</accounts/a/statement?limit=1>; rel=\"next\", <https://docs.example/>; rel=\"deprecation\"",
                "ETag", "\"</3>\"");

        assertThat(client.getHeader("Location")).isEqualTo("/shop/orders/o1");
        assertThat(client.getHeader("Link")).isEqualTo(
                "</shop/accounts/a/statement?limit=1>; rel=\"next\", <https://docs.example/>; rel=\"deprecation\"");
        assertThat(client.getHeader("ETag")).isEqualTo("\"</3>\"");
    }

    @Test
    void writesItBeforeAPathThatBeginsLikeThePrefixToo() throws Exception {
        pass(from(PROXY, "X-Forwarded-Prefix", "/orders"), "Location", "/orders/o1");

        assertThat(client.getHeader("Location")).isEqualTo("/orders/orders/o1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://issuer.example/x", "//other.example/x", "o1"})
    void leavesAddressesElsewhereAsTheyAre(String address) throws Exception {
        pass(from(PROXY, "X-Forwarded-Prefix", "/shop"), "Location", address);

        assertThat(client.getHeaders("Location")).isEqualTo(List.of(address));
    }
}
