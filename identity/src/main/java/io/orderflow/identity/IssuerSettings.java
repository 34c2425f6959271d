package io.orderflow.identity;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the issuer.
 *
 * @param url            its URL as services and browsers know it; absent for that of its own address and port
 * @param data           the data folder, in which it has its keys and users
 * @param tokenLife      how long a token is valid
 * @param pages          the pages that people sign in for: where the browser is sent back to. On {@code 127.0.0.1} the
 *                       port does not matter
 * @param beyondLoopback whether it may listen on other addresses than those of this machine
 */
@ConfigurationProperties("orderflow.issuer")
record IssuerSettings(@Nullable String url, @DefaultValue("data") Path data, @DefaultValue("1h") Duration tokenLife,
        @DefaultValue( {"http://127.0.0.1/swagger-ui/oauth2-redirect.html",
                "https://127.0.0.1/swagger-ui/oauth2-redirect.html",
                "http://127.0.0.1/console/login/oauth2/code/orderflow",
                "https://127.0.0.1/console/login/oauth2/code/orderflow"}) List<String> pages,
        @DefaultValue("false") boolean beyondLoopback){}
