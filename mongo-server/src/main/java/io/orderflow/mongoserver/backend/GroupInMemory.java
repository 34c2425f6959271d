package io.orderflow.mongoserver.backend;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.backend.aggregation.Expression;
import de.bwaldvogel.mongo.backend.aggregation.accumulator.Accumulator;
import de.bwaldvogel.mongo.backend.aggregation.stage.AggregationStage;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code $group} as in mongo-java-server, with a limit of the memory that it takes. */
final class GroupInMemory implements AggregationStage {

    private static final Set<String> GROWING = Set.of("$push", "$addToSet");
    /** The overhead of a group, and of each accumulator of it, generously. */
    private static final int OVERHEAD_BYTES = 150;

    private final Document specification;
    private final Map<String, Supplier<Accumulator>> accumulators;

    GroupInMemory(Document specification) {
        this.specification = specification;
        this.accumulators = Accumulator.parse(specification);
    }

    @Override
    public String name() {
        return "$group";
    }

    @Override
    public Stream<Document> apply(Stream<Document> documents) {
        StageMemory memory = new StageMemory(name());
        Map<@Nullable Object, List<Accumulator>> groups = new TreeMap<>(ValueComparator.asc());
        documents.forEach(document -> add(document, groups, memory));
        return groups.entrySet().stream().map(group -> {
            Document result = new Document("_id", group.getKey());
            group.getValue().forEach(one -> result.put(one.getField(), one.getResult()));
            return result;
        });
    }

    private void add(Document document, Map<@Nullable Object, List<Accumulator>> groups, StageMemory memory) {
        Object evaluated = Expression.evaluateDocument(specification.get("_id"), document);
        Object key = evaluated instanceof Missing ? null : evaluated;
        List<Accumulator> group = groups.get(key);
        if (group == null) {
            memory.add(OVERHEAD_BYTES * (1L + accumulators.size()) + StageMemory.bytesOf(key));
            group = accumulators.values().stream().map(Supplier::get).toList();
            groups.put(key, group);
        }
        for (Accumulator accumulator : group) {
            Object value = Expression.evaluateDocument(accumulator.getExpression(), document);
            if (GROWING.contains(((Document) specification.get(accumulator.getField())).keySet().iterator().next())) {
                memory.add(StageMemory.bytesOf(value));
            }
            accumulator.aggregate(value);
        }
    }
}
