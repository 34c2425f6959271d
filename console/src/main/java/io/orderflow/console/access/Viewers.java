package io.orderflow.console.access;

import io.orderflow.console.api.Bearer;
import io.orderflow.console.api.PlatformAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Knows who looks at a page. The token of a person lies in the session on the server, and no page shows it. Called on
 * the threads of requests. Thread-safe.
 */
public final class Viewers implements Bearer {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String READ_TOKEN = ReadToken.class.getName();
    private static final Viewer NOBODY = new Viewer("nobody", true, Set.of());

    private final OAuth2AuthorizedClientRepository tokens = new HttpSessionOAuth2AuthorizedClientRepository();
    private final boolean identified;
    private final PlatformAddress platform;
    private final Clock clock;

    Viewers(boolean identified, PlatformAddress platform, Clock clock) {
        this.identified = identified;
        this.platform = platform;
        this.clock = clock;
    }

    OAuth2AuthorizedClientRepository tokens() {
        return tokens;
    }

    /** The person of the current request. */
    public Viewer current() {
        if (!identified) {
            return Viewer.ON_THIS_MACHINE;
        }
        OAuth2AccessToken token = token();
        Authentication person = SecurityContextHolder.getContext().getAuthentication();
        return token == null || person == null ? NOBODY : of(person.getName(), token);
    }

    /** A page asks many times, and the token need be read once. */
    private static Viewer of(String name, OAuth2AccessToken token) {
        RequestAttributes page = RequestContextHolder.currentRequestAttributes();
        if (page.getAttribute(READ_TOKEN, RequestAttributes.SCOPE_REQUEST) instanceof ReadToken read
                && read.token() == token) {
            return read.viewer();
        }
        Viewer viewer = new Viewer(name, true, scopesOf(token));
        page.setAttribute(READ_TOKEN, new ReadToken(token, viewer), RequestAttributes.SCOPE_REQUEST);
        return viewer;
    }

    /** The person of a request, as its token tells. */
    private record ReadToken(OAuth2AccessToken token, Viewer viewer) {}

    /** Whether the person has to sign in anew, because the token has expired or the session has none. */
    boolean mustSignIn() {
        if (!identified) {
            return false;
        }
        OAuth2AccessToken token = token();
        return token == null || token.getExpiresAt() != null && token.getExpiresAt().isBefore(clock.instant());
    }

    private @Nullable OAuth2AccessToken token() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof OAuth2AuthenticationToken person
                && RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current) {
            OAuth2AuthorizedClient client = tokens.loadAuthorizedClient(person.getAuthorizedClientRegistrationId(),
                    person, current.getRequest());
            return client == null ? null : client.getAccessToken();
        }
        return null;
    }

    /**
     * The scopes of a token. The issuer may grant fewer than it was asked for and say so in the token alone. The token
     * came from the issuer itself, and the platform checks it: here it decides only what is offered.
     */
    private static Set<String> scopesOf(OAuth2AccessToken token) {
        String[] parts = token.getTokenValue().split("\\.");
        if (parts.length == 3) {
            try {
                Object scope = JSON.readValue(Base64.getUrlDecoder().decode(parts[1]), Map.class).get("scope");
                if (scope instanceof String text) {
                    return Set.copyOf(List.of(text.split(" ")));
                }
                if (scope instanceof List<?> list) {
                    Set<String> scopes = new LinkedHashSet<>();
                    list.forEach(one -> scopes.add(String.valueOf(one)));
                    return scopes;
                }
            } catch (JacksonException | IllegalArgumentException opaque) {
                return token.getScopes();
            }
        }
        return token.getScopes();
    }

    @Override
    public String name() {
        return current().name();
    }

    @Override
    public void authorize(HttpHeaders headers) {
        OAuth2AccessToken token = identified ? token() : null;
        if (token != null) {
            headers.setBearerAuth(token.getTokenValue());
        }
    }

    @Override
    public URI platform() {
        return platform.get();
    }
}
