package io.orderflow.service.description;

import io.orderflow.service.message.IfMatch;
import io.orderflow.service.web.ApiVersionProperties;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Makes the description of the interface say all that holds for its routes. */
@Configuration(proxyBeanMethods = false)
@Import({RecordSchemas.class, WholeDescription.class})
class DescriptionConfiguration {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(IfMatch.class);
    }

    @Bean
    OpenAPI description() {
        return new OpenAPI()
                .info(new Info().title("Orderflow").version("1").description(
                        "Commands in, events between, read models out."));
    }

    @Bean
    RouteDescription everyRoute(ApiVersionProperties versions) {
        return new EveryRoute(versions);
    }

    @Bean
    OperationCustomizer routeDescriptions(ObjectProvider<RouteDescription> descriptions) {
        return (operation, method) -> {
            descriptions.orderedStream().forEach(one -> one.describe(operation, method));
            return operation;
        };
    }
}
