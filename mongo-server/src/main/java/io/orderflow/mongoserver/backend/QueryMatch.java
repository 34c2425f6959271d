package io.orderflow.mongoserver.backend;

import de.bwaldvogel.mongo.bson.Document;

/** A document that a query finds, and its size in bytes as it is stored. */
record QueryMatch(Document document, int bytes) {}
