package io.orderflow.projection.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentCodecTest {

    public record Name(String value) {}

    public record Place(Name name, long position) {}

    public record Visit(long position, Name who, List<Place> places, @Nullable String reason) {}

    public record Trip(Name who, @Nullable Long position, List<Place> places) {}

    public record Walk(Name who, @Nullable Long position) {}

    public record Ages(Map<String, Integer> ages) {}

    public record Rest(int hours) {}

    private static final List<Place> PLACES = List.of(new Place(new Name("Oslo"), 7), new Place(new Name("Bonn"), 8));

    private static <D> BsonDocument stored(D document) {
        return codecOf(document).encode("k", 42, document).decode(new BsonDocumentCodec());
    }

    @SuppressWarnings("unchecked")
    private static <D> DocumentCodec<D> codecOf(D document) {
        return new DocumentCodec<>((Class<D>) document.getClass());
    }

    @Test
    void storesItsOwnFieldsFirstAndThoseOfTheDocumentBehind() {
        BsonDocument stored = stored(new Visit(1, new Name("anna"), PLACES, null));

        assertThat(stored).isEqualTo(BsonDocument.parse("""
                {"_id": "k", "position": {"$numberLong": "42"}, "who": "anna",
                 "places": [{"name": "Oslo", "position": {"$numberLong": "7"}},
                            {"name": "Bonn", "position": {"$numberLong": "8"}}]}"""));
        assertThat(stored.keySet()).containsExactly("_id", "position", "who", "places");
    }

    @Test
    void putsThePositionInThePlaceOfTheDocumentsOwnWhereverThatIs() {
        assertThat(stored(new Trip(new Name("anna"), 1L, PLACES)).keySet())
                .containsExactly("_id", "position", "who", "places");
        assertThat(stored(new Trip(new Name("anna"), null, PLACES)).keySet())
                .containsExactly("_id", "position", "who", "places");
        assertThat(stored(new Walk(new Name("anna"), 1L))).isEqualTo(BsonDocument.parse("""
                {"_id": "k", "position": {"$numberLong": "42"}, "who": "anna"}"""));
    }

    @Test
    void storesADocumentThatKnowsNoPosition() {
        assertThat(stored(new Rest(8))).isEqualTo(BsonDocument.parse("""
                {"_id": "k", "position": {"$numberLong": "42"}, "hours": 8}"""));
    }

    @Test
    void refusesANameThatCannotBeStored() {
        assertThatThrownBy(() -> stored(new Ages(Map.of("an\0na", 7)))).hasMessageContaining("null character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "anna", "änna", "安娜", "😀 anna"})
    void keepsEveryText(String text) {
        assertThat(stored(new Ages(Map.of(text, 7))).getDocument("ages").keySet()).containsExactly(text);
        assertThat(stored(new Walk(new Name(text), 1L)).getString("who").getValue()).isEqualTo(text);
    }

    @Test
    void readsWhatItHasStored() {
        Visit visit = new Visit(1, new Name("änna"), PLACES, "why not");
        RawBsonDocument stored = codecOf(visit).encode("k", 42, visit);

        assertThat(codecOf(visit).decode(stored)).isEqualTo(new Visit(42, new Name("änna"), PLACES, "why not"));
        assertThat(codecOf(visit).decode(stored.decode(new BsonDocumentCodec())))
                .isEqualTo(codecOf(visit).decode(stored));
        assertThat(DocumentCodec.keyOf(stored)).isEqualTo("k");
        assertThat(DocumentCodec.positionOf(stored)).isEqualTo(42);
    }
}
