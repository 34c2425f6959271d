package io.orderflow.gateway.route;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import io.orderflow.gateway.backend.Services;
import io.orderflow.gateway.migration.Migrations;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Makes routes of the table of routes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RouteSettings.class)
public class RouteConfiguration {

    private static final String SERVICES = "/services/";

    @Bean
    Problems problems(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver) {
        return new Problems(resolver);
    }

    @Bean
    ProxyExchange serviceExchange(RouteSettings settings, Services services, Migrations migrations,
            Problems problems) {
        return new ServiceExchange(services, migrations, new AllowedMethods(settings.routes(), services), problems);
    }

    @Bean
    RouterFunction<ServerResponse> routesToServices(RouteSettings settings, Problems problems) {
        return Stream.concat(settings.routes().stream().map(RouteConfiguration::row),
                settings.services().stream().map(RouteConfiguration::wholeService))
                .reduce(RouterFunction::and)
                .orElseThrow()
                .filter((request, next) -> isReadable(request)
                        ? next.handle(request)
                        : problems.answer(new UnreadableTarget()));
    }

    /** The framework would call it an error of its own where a path or a query cannot be decoded. */
    private static boolean isReadable(ServerRequest request) {
        try {
            request.uri();
            request.servletRequest().getParameterMap();
            return true;
        } catch (IllegalArgumentException | IllegalStateException unreadable) {
            return false;
        }
    }

    private static RouterFunction<ServerResponse> row(Route route) {
        RequestPredicate paths = route.paths()
                .stream()
                .map(RequestPredicates::path)
                .reduce(RequestPredicate::or)
                .orElseThrow();
        return to(route.service().getFirst(),
                request -> route.takes().includes(request.method().name()) && paths.test(request),
                new Call(route.service(), route.timeout(), ""));
    }

    private static RouterFunction<ServerResponse> wholeService(String service) {
        Duration timeout = DurationStyle.detectAndParse(Route.TIMEOUT);
        return to(service, path(SERVICES + service + "/**"), new Call(List.of(service), timeout, SERVICES + service));
    }

    private static RouterFunction<ServerResponse> to(String service, RequestPredicate fits, Call call) {
        return GatewayRouterFunctions.route(service)
                .route(fits, http())
                .before(uri("lb://" + service))
                .before((ServerRequest request) -> call.in(request))
                .build();
    }
}
