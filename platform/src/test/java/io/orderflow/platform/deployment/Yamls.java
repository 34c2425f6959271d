package io.orderflow.platform.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads YAML files, in which no key may stand twice. */
final class Yamls {

    /** The folder of the repository. */
    static final Path ROOT = Path.of("..");

    private Yamls() {}

    /** All documents of a file. */
    static List<Map<String, Object>> documents(Path file) {
        try {
            return documentsIn(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All documents of a text. */
    static List<Map<String, Object>> documentsIn(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<Map<String, Object>> documents = new ArrayList<>();
        for (Object document : new Yaml(new Overlay(options)).loadAll(text)) {
            documents.add(at(Map.of("document", document), "document"));
        }
        return documents;
    }

    /** What stands at this path; an empty map where nothing does. */
    @SuppressWarnings("unchecked") // the caller knows what stands there
    static <T> T at(Map<?, ?> node, String... path) {
        Object found = Arrays.stream(path).map(Object.class::cast).reduce(node,
                (parent, key) -> parent instanceof Map<?, ?> map ? map.getOrDefault(key, null) : Map.of());
        return found == null ? (T) Map.of() : (T) found;
    }

    /** A value that a Compose overlay puts in the place of the one below; an empty text removes that one. */
    record Replacement(Object value) {}

    /** Knows the two tags of Compose overlays. */
    private static final class Overlay extends SafeConstructor {

        Overlay(LoaderOptions options) {
            super(options);
            AbstractConstruct replaces = new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    return new Replacement(switch (node) {
                        case SequenceNode list -> constructSequence(list);
                        case MappingNode map -> constructMapping(map);
                        default -> "";
                    });
                }
            };
            yamlConstructors.put(new Tag("!reset"), new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    return new Replacement("");
                }
            });
            yamlConstructors.put(new Tag("!override"), replaces);
        }
    }
}
