package io.orderflow.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The issuer over HTTP, as a browser and a service see it. */
class IdentityServerTest {

    private static final String PAGE = "http://127.0.0.1:8080/swagger-ui/oauth2-redirect.html";
    private static final String VERIFIER = "a-proof-key-that-is-long-enough-to-be-one-0123456789";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path data;
    private static IdentityServer server;

    private final HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @BeforeAll
    static void start() {
        server = IdentityServer.start(data, 0);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private HttpResponse<String> get(String address, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address)).header("Accept",
                "text/html,*/*;q=0.8");
        return browser.send((headers.length == 0 ? request : request.headers(headers)).build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
        String body = form.entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return browser.send(HttpRequest.newBuilder(URI.create(server.issuer() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build(), BodyHandlers.ofString());
    }

    private static String authorization(String scopes, String page, boolean proofKey) throws Exception {
        String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(
                MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        return server.issuer() + "/oauth2/authorize?response_type=code&client_id=orderflow-pages&state=s&scope="
                + URLEncoder.encode(scopes, StandardCharsets.UTF_8) + "&redirect_uri="
                + URLEncoder.encode(page, StandardCharsets.UTF_8)
                + (proofKey ? "&code_challenge_method=S256&code_challenge=" + challenge : "");
    }

    private static String passwordOf(String user) throws IOException {
        for (JsonNode person : JSON.readTree(Files.readString(data.resolve("identity/users.json")))) {
            if (person.path("name").asString().equals(user)) {
                return person.path("password").asString().replace("{noop}", "");
            }
        }
        throw new AssertionError("No user " + user);
    }

    /** Signs in as a browser does that was sent to the issuer by a page, and returns the code that the page gets. */
    private String signIn(String user, String scopes) throws Exception {
        HttpResponse<String> sent = get(authorization(scopes, PAGE, true));
        assertThat(sent.statusCode()).isEqualTo(302);
        String login = sent.headers().firstValue("Location").orElseThrow();
        assertThat(login).endsWith("/login");
        Matcher csrf = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(get(login).body());
        assertThat(csrf.find()).isTrue();
        HttpResponse<String> signedIn = post("/login",
                Map.of("username", user, "password", passwordOf(user), "_csrf", csrf.group(1)));
        assertThat(signedIn.statusCode()).isEqualTo(302);
        HttpResponse<String> back = get(signedIn.headers().firstValue("Location").orElseThrow());
        assertThat(back.headers().firstValue("Location")).as("%s: %s", back.statusCode(), back.body()).isPresent();
        String page = back.headers().firstValue("Location").orElseThrow();
        assertThat(page).startsWith(PAGE + "?code=").contains("state=s");
        return page.replaceFirst(".*[?&]code=([^&]*).*", "$1");
    }

    private HttpResponse<String> exchange(String code, String verifier) throws Exception {
        return post("/oauth2/token", Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", PAGE,
                "client_id", "orderflow-pages", "code_verifier", verifier));
    }

    private JWTClaimsSet verified(String token) throws Exception {
        JWKSet keys = JWKSet.parse(get(server.issuer() + "/oauth2/jwks").body());
        SignedJWT signed = SignedJWT.parse(token);
        assertThat(signed.verify(new RSASSAVerifier(
                keys.getKeyByKeyId(signed.getHeader().getKeyID()).toRSAKey()))).isTrue();
        assertThat(keys.toString()).doesNotContain("\"d\"");
        return signed.getJWTClaimsSet();
    }

    @Test
    void signsInWithACodeAndAProofKey() throws Exception {
        HttpResponse<String> answer = exchange(signIn("customer", "openid orders:read orders:write operations"),
                VERIFIER);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JWTClaimsSet claims = verified(JSON.readTree(answer.body()).path("access_token").asString());
        assertThat(claims.getIssuer()).isEqualTo(server.issuer());
        assertThat(claims.getAudience()).containsExactly("orderflow");
        assertThat(claims.getSubject()).isEqualTo("c1");
        assertThat(claims.getStringClaim("customer_id")).isEqualTo("c1");
        assertThat(claims.getClaim("scope").toString()).contains("orders:read", "orders:write")
                .doesNotContain("operations");
    }

    @Test
    void givesNoTokenWithoutTheProofKeyOrToAnotherPage() throws Exception {
        assertThat(exchange(signIn("operator", "operations"), "another-proof-key-that-is-also-long-enough-0123456789")
                .statusCode()).isEqualTo(400);
        assertThat(get(authorization("operations", PAGE, false)).headers().firstValue("Location").orElseThrow())
                .startsWith(PAGE)
                .contains("error=invalid_request");
        assertThat(get(authorization("operations", "http://evil.example/oauth2-redirect.html", true)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void letsPagesOfThisMachineFetchTokensAndNoOthers() throws Exception {
        String discovery = server.issuer() + "/.well-known/openid-configuration";
        HttpResponse<String> own = get(discovery, "Origin", "http://127.0.0.1:8080");
        assertThat(own.headers().firstValue("Access-Control-Allow-Origin")).hasValue("http://127.0.0.1:8080");
        assertThat(own.body()).contains("\"issuer\":\"" + server.issuer() + "\"");
        assertThat(get(discovery, "Origin", "http://evil.example").headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void makesTokensFromItsFolderThatItsKeysVerify() throws Exception {
        IdentityFolder folder = IdentityFolder.in(data);
        JWTClaimsSet claims = verified(folder.token(Grant.customer("c7"), Duration.ofHours(1)));
        assertThat(claims.getStringClaim("customer_id")).isEqualTo("c7");
        assertThat(claims.getIssuer()).isEqualTo(server.issuer());
        assertThat(verified(folder.token(Grant.operator(), Duration.ofHours(1))).getStringClaim("scope")).contains(
                "operations");
    }

    @Test
    void hidesItsFilesFromOthers() throws IOException {
        for (String file : new String[]{"signing-keys.json", "users.json"}) {
            assertThat(Files.getPosixFilePermissions(data.resolve("identity").resolve(file))).hasSize(2);
        }
    }

    @Test
    void refusesToListenBeyondThisMachine() {
        assertThatThrownBy(() -> IdentityServer.main(new String[]{"--server.address=0.0.0.0", "--server.port=0",
                "--orderflow.issuer.data=" + data})).hasMessageContaining("listens on this machine only");
    }

    @Test
    void hasNoTokenWhereNoIssuerHasRun(@TempDir Path empty) {
        assertThatThrownBy(() -> IdentityFolder.in(empty).token(Grant.operator(), Duration.ofHours(1)))
                .hasMessageContaining("./run --secure");
    }
}
