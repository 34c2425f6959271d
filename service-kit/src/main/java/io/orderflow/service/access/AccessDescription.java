package io.orderflow.service.access;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.env.Environment;

/**
 * Says in the description of the interface, and so on its page, who may send requests; and of each route which scopes
 * open it. A browser signs in through the issuer that the description names. Stateless.
 */
final class AccessDescription implements OpenApiCustomizer {

    private static final String SCHEME = "issuer";

    private final AccessMode mode;
    private final RouteTable table;
    private final Environment environment;

    AccessDescription(AccessMode mode, RouteTable table, Environment environment) {
        this.mode = mode;
        this.table = table;
        this.environment = environment;
    }

    @Override
    public void customise(OpenAPI api) {
        api.getInfo().setDescription(api.getInfo().getDescription() + " Access: " + mode.description() + ".");
        api.getComponents().addSecuritySchemes(SCHEME, scheme());
        api.getPaths().forEach((path, routes) -> routes.readOperationsMap().forEach((method, operation) -> table
                .scopesOf(method.name(), path).ifPresent(scopes -> describe(operation, scopes))));
    }

    private SecurityScheme scheme() {
        return mode == AccessMode.IDENTIFIED
                ? new SecurityScheme()
                        .type(SecurityScheme.Type.OPENIDCONNECT)
                        .openIdConnectUrl(IssuerKeys.discoveryOf(
                                environment.getRequiredProperty(AccessConfiguration.ISSUER)))
                : new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer").bearerFormat("JWT");
    }

    /** One of several scopes is described as so many alternatives, and that no token is needed as one more. */
    private void describe(Operation operation, Set<Scope> anyOf) {
        if (mode == AccessMode.IDENTIFIED) {
            anyOf.stream().sorted().forEach(
                    scope -> operation.addSecurityItem(new SecurityRequirement().addList(SCHEME, scope.text())));
        } else {
            operation.addSecurityItem(new SecurityRequirement())
                    .addSecurityItem(new SecurityRequirement().addList(SCHEME));
        }
    }
}
