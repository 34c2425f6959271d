package io.orderflow.platform;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import io.orderflow.identity.Grant;
import io.orderflow.identity.IdentityFolder;
import io.orderflow.identity.IdentityServer;
import io.orderflow.platform.demo.Api;
import io.orderflow.platform.embedded.Platform;
import io.orderflow.platform.embedded.PlatformOptions;
import io.orderflow.service.access.ForgedTokens;
import io.orderflow.service.description.DescribedAnswers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One process with identity, its issuer, and the tokens that were given out. For one thread. */
record IdentifiedPlatform(Path data, IdentityServer identity, Platform platform, Api anybody,
        List<String> tokens) implements AutoCloseable {

    private static final Duration LIFE = Duration.ofMinutes(30);

    /** @param settings further settings, each as {@code --name=value} */
    static IdentifiedPlatform start(Path data, String... settings) throws IOException {
        IdentityServer identity = IdentityServer.start(data, freePort());
        Platform platform = Platform.start(PlatformOptions.embedded(data).withIssuer(identity.issuer()),
                Stream.concat(Stream.of("--orderflow.identity.max-invalid=1000000"), Stream.of(settings)).toList());
        return new IdentifiedPlatform(data, identity, platform,
                Api.at(platform.port()).shownTo(DescribedAnswers::hold), new ArrayList<>());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A client with a token of its own. */
    Api bearing(Grant grant) {
        String token = IdentityFolder.in(data).token(grant, LIFE);
        tokens.add(token);
        return anybody.as(token);
    }

    /** Tokens of all kinds that do not count, with the claims of the first that was given out. */
    List<String> forged() throws Exception {
        RSAKey key = JWKSet.parse(Files.readString(data.resolve("identity/signing-keys.json"))).getKeys().getFirst()
                .toRSAKey();
        return List.copyOf(ForgedTokens.of(key, SignedJWT.parse(tokens.getFirst()).getJWTClaimsSet()).values());
    }

    @Override
    public void close() {
        platform.close();
        identity.close();
    }
}
