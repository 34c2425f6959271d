package io.orderflow.platform.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What each image asks its process for by itself. Compose asks encrypted, and for more; an engine that is told nothing
 * asks as the image says.
 */
class ImageHealthTest {

    @Test
    void asksEachImageByItselfAtTheSamePlace() throws IOException {
        assertThat(Files.readString(Yamls.ROOT.resolve("Dockerfile")))
                .contains("CMD [\"/jre/bin/java\", \"@/app/health\"]")
                .containsPattern("COPY --from=assembled .*/app/health .*/app/\\n");
        assertThat(Yamls.ROOT.resolve("build/image/assemble")).content()
                .contains("$(build/image/health \"$module\")", "probe >\"$to/health\"");
        ComposeFiles.services(ComposeFiles.alone(ComposeFiles.BASE)).forEach((name, container) -> {
            if (container.containsKey("build")) {
                URI byItself = healthOf(Yamls.at(container, "build", "args", "MODULE"));
                if (byItself.getScheme().equals("tcp")) {
                    List<String> command = Yamls.at(container, "command");
                    assertThat(byItself.getPort()).as(name)
                            .isEqualTo(Integer.parseInt(command.get(command.indexOf("--port") + 1)));
                } else {
                    String asked = Yamls.<List<String>>at(container, "healthcheck", "test").stream()
                            .filter(word -> word.matches("https?://.*")).findFirst().orElseThrow();
                    assertThat(byItself.getPort()).as(name).isEqualTo(8080);
                    assertThat(byItself.getPath()).as(name)
                            .isEqualTo(URI.create(asked).getPath().replace("readiness", "liveness"));
                }
            }
        });
    }

    private static URI healthOf(String module) {
        try {
            Process process = new ProcessBuilder("build/image/health", module).directory(Yamls.ROOT.toFile()).start();
            return URI.create(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
