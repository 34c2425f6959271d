package io.orderflow.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.ModelAndView;

/** A request that came through a gateway, which says by which name and port it was reached. */
@ExtendWith(OutputCaptureExtension.class)
class LocalRequestsFilterTest {

    @ParameterizedTest
    @CsvSource({"127.0.0.1:8081,localhost,http://localhost:8080,true", "127.0.0.1:8081,localhost,,true",
            "127.0.0.1:8081,localhost,https://shop.example.com,true", "127.0.0.1:8081,localhost,http://localhost,false",
            "evil.example,localhost,http://localhost:8080,false", "evil.example,localhost,,false",
            "127.0.0.1:8081,evil.example,,false", "127.0.0.1:8081,evil.example,http://evil.example:8080,false"})
    void judgesItByBothNames(String host, String publicName, String origin, boolean letIn,
            CapturedOutput output) throws ServletException, IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/orders") {

            @Override
            public String getServerName() {
                return publicName;
            }

            @Override
            public int getServerPort() {
                return 8080;
            }
        };
        request.addHeader("Host", host);
        if (origin != null) {
            request.addHeader("Origin", origin);
        }
        MockFilterChain chain = new MockFilterChain();
        new LocalRequestsFilter(List.of("https://shop.example.com"), new RefusalLog(System::nanoTime),
                (asked, answer, handler, problem) -> {
                    assertThat(problem).isInstanceOf(ForeignRequest.class);
                    return new ModelAndView();
                }).doFilter(request, new MockHttpServletResponse(), chain);

        assertThat(chain.getRequest() != null).isEqualTo(letIn);
        assertThat(output.getOut().contains("Refused GET /orders from 127.0.0.1 to somebody unknown: FOREIGN_REQUEST"))
                .isEqualTo(!letIn);
    }
}
