package io.orderflow.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** The images that docker-compose.yml pins, so that they are named in one place. */
final class ComposeImages {

    private ComposeImages() {}

    static String imageOf(String service) {
        try {
            Map<String, Map<String, Map<String, Object>>> compose = new Yaml()
                    .load(Files.readString(Path.of("../docker-compose.yml")));
            return (String) compose.get("services").get(service).get("image");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
