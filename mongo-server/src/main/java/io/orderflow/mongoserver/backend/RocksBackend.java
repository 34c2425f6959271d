package io.orderflow.mongoserver.backend;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.orderflow.mongoserver.store.Catalog;
import io.orderflow.mongoserver.store.DocumentStore;
import io.orderflow.mongoserver.store.StoreFailure;
import io.netty.channel.Channel;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All databases of a store. Every message is answered within the store's lock, so that it cannot be closed meanwhile.
 */
public final class RocksBackend extends AbstractMongoBackend {

    /** The superclass's message for a missing collection, which comes without MongoDB's code. */
    private static final String NAMESPACE_MISSING = "ns not found";
    private static final int NAMESPACE_NOT_FOUND = 26;

    /**
     * A command that MongoDB does not have. The server chooses the directory of the copy, because the client may be any
     * user of this machine.
     */
    private static final String COPY = "copyDatabases";

    private final DocumentStore store;
    private final Catalog catalog;
    private final Operations operations = new Operations();
    private final Cursors cursors = new Cursors(getCursorRegistry());

    public RocksBackend(DocumentStore store) {
        this.store = store;
        this.catalog = store.using(() -> new Catalog(store));
        version(new ProtocolVersion());
        store.using(() -> {
            catalog.collections()
                    .stream()
                    .map(name -> name.substring(0, name.indexOf('.')))
                    .distinct()
                    .forEach(this::resolveDatabase);
            return true;
        });
    }

    /** The faults of the collections of all databases, in words. To be called while no client uses them. */
    public List<String> problems() {
        return store.using(() -> catalog.collections().stream().sorted().flatMap(name -> {
            int dot = name.indexOf('.');
            return resolveDatabase(name.substring(0, dot)).resolveCollection(name.substring(dot + 1),
                    false) instanceof RocksCollection collection
                            ? collection.check().problems().stream()
                            : Stream.empty();
        }).toList());
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new RocksDatabase(name, cursors, store, catalog);
    }

    /** The commands that clients have sent. */
    public Operations operations() {
        return operations;
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        long begun = System.nanoTime();
        Document answer = answerOrFailure(message);
        Set<String> fields = message.getDocument().keySet();
        operations.record(fields.isEmpty() ? "" : fields.iterator().next(), System.nanoTime() - begun,
                !Utils.isTrue(answer.get("ok")));
        return answer;
    }

    private Document answerOrFailure(MongoMessage message) {
        try {
            return store.using(() -> answer(message));
        } catch (StoreFailure failed) {
            return new Document("ok", 0).append("errmsg", failed.getMessage())
                    .append("code", failed.code())
                    .append("codeName", failed.codeName());
        }
    }

    /** Answers a message. A refusal is an answer to the client; the server would log it as an error of its own. */
    private Document answer(MongoMessage message) {
        try {
            if (message.getDocument().containsKey(COPY)) {
                return new Document("directory", store.copy().toString()).append("ok", 1.0);
            }
            Document answer = super.handleMessage(message);
            if (wantsJournal(message.getDocument())) {
                store.sync();
            }
            return answer;
        } catch (MongoServerException refusal) {
            return refused(refusal);
        }
    }

    private static Document refused(MongoServerException refusal) {
        Document answer = new Document("ok", 0).append("errmsg", refusal.getMessageWithoutErrorCode());
        if (refusal instanceof MongoServerError error) {
            answer.append("code", error.getCode());
            answer.putIfNotNull("codeName", error.getCodeName());
        } else if (NAMESPACE_MISSING.equals(refusal.getMessageWithoutErrorCode())) {
            answer.append("code", NAMESPACE_NOT_FOUND).append("codeName", "NamespaceNotFound");
        }
        return answer;
    }

    private static boolean wantsJournal(Document command) {
        return command.get("writeConcern") instanceof Document concern && Utils.isTrue(concern.get("j"));
    }

    @Override
    @SuppressWarnings("unchecked")
    protected Document handleKillCursors(Document command) {
        cursors.close((Collection<Long>) command.get("cursors"));
        return super.handleKillCursors(command);
    }

    /** Handles a command. The present greeting is the former one under another name. */
    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        boolean isHello = command.equals("hello");
        Document answer = super.handleCommand(channel, database, isHello ? "ismaster" : command, query);
        return isHello ? answer.append("isWritablePrimary", true) : answer;
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        return store.using(() -> super.handleQuery(query));
    }

    @Override
    public String toString() {
        return "the embedded database";
    }
}
