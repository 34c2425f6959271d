package io.orderflow.projection.document;

import com.mongodb.client.model.WriteModel;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * A change of one document, which the database makes only while the document is as it was read.
 *
 * @param key     the key of the document
 * @param model   the write that the database is sent
 * @param written the document after the change; null where the change deletes it, or where it must be read before it is
 *                changed again
 * @param bytes   the size of that document as it is stored
 */
public record DocumentChange<D>(String key, WriteModel<BsonDocument> model, @Nullable StoredDocument<D> written,
        int bytes) {}
