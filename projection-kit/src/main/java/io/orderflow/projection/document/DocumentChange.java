package io.orderflow.projection.document;

import com.mongodb.client.model.WriteModel;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * A change of one document that is still as it was read.
 *
 * @param key     of the document
 * @param model   what the database is told
 * @param written the document as it is afterwards; null where it is deleted, or is to be read before it is changed again
 * @param bytes   the size of that as it is stored
 */
public record DocumentChange<D>(String key, WriteModel<BsonDocument> model, @Nullable StoredDocument<D> written,
        int bytes) {}
