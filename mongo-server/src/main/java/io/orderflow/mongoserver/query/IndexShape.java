package io.orderflow.mongoserver.query;

import de.bwaldvogel.mongo.backend.IndexKey;
import java.util.List;

/**
 * The properties of an index that matter to a plan.
 *
 * @param number     the number with which its keys begin
 * @param keys       its fields, in their order
 * @param sparse     whether it leaves out documents that have none of the fields
 * @param manyValued whether it may contain a document several times
 */
public record IndexShape(int number, List<IndexKey> keys, boolean sparse, boolean manyValued) {}
