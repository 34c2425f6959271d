package io.orderflow.gateway;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Leads a browser to the descriptions of the services. */
@Hidden
@RestController
final class HomeController {

    @GetMapping("/")
    ResponseEntity<Void> home(HttpServletRequest request) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create(request.getContextPath() + "/swagger-ui.html"))
                .build();
    }
}
