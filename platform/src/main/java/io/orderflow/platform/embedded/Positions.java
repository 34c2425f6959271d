package io.orderflow.platform.embedded;

import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The documents of a collection by position. The position of one that is gone is given to another. Not thread-safe. */
final class Positions {

    private final List<@Nullable Document> documents = new ArrayList<>();
    private final Deque<Integer> free = new ArrayDeque<>();

    int add(Document document) {
        Integer position = free.poll();
        if (position == null) {
            documents.add(document);
            return documents.size() - 1;
        }
        documents.set(position, document);
        return position;
    }

    Document get(int position) {
        return Objects.requireNonNull(documents.get(position), () -> "Nothing is at " + position);
    }

    void replace(int position, Document document) {
        documents.set(position, document);
    }

    void remove(int position) {
        documents.set(position, null);
        free.add(position);
    }

    int count() {
        return documents.size() - free.size();
    }

    Stream<Document> all() {
        return documents.stream().filter(Objects::nonNull);
    }

    Stream<Document> allBackwards() {
        return documents.reversed().stream().filter(Objects::nonNull);
    }

    Stream<DocumentWithPosition<Integer>> allWithPositions() {
        return IntStream.range(0, documents.size())
                .filter(position -> documents.get(position) != null)
                .mapToObj(position -> new DocumentWithPosition<>(documents.get(position), position));
    }
}
