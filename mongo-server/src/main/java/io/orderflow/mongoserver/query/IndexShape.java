package io.orderflow.mongoserver.query;

import de.bwaldvogel.mongo.backend.IndexKey;
import java.util.List;

/**
 * What can be read off an index.
 *
 * @param number     that its keys begin with
 * @param keys       its fields, in their order
 * @param sparse     whether documents that have none of the fields are not in it
 * @param manyValued whether a document may be in it several times
 */
public record IndexShape(int number, List<IndexKey> keys, boolean sparse, boolean manyValued) {}
