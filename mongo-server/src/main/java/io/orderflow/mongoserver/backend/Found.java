package io.orderflow.mongoserver.backend;

import de.bwaldvogel.mongo.bson.Document;

/** A document that a query finds, and how many bytes it has where it is stored. */
record Found(Document document, int bytes) {}
