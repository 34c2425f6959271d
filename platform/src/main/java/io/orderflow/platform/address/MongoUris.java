package io.orderflow.platform.address;

/** Adds the names of our databases to a connection string that names none. */
public final class MongoUris {

    public static final String READ_MODELS = "orderflow";
    public static final String CHECKPOINTS = "orderflow_checkpoints";

    private static final String NOTIFICATION = "orderflow_notification";

    private MongoUris() {}

    public static String readModels(String uri) {
        return withDatabase(uri, READ_MODELS);
    }

    public static String checkpoints(String uri) {
        return withDatabase(uri, CHECKPOINTS);
    }

    public static String notification(String uri) {
        return withDatabase(uri, NOTIFICATION);
    }

    /** {@code mongodb://host:27017/?replicaSet=rs0} becomes {@code mongodb://host:27017/orderflow?replicaSet=rs0}. */
    private static String withDatabase(String uri, String database) {
        int hosts = uri.indexOf("://") + 3;
        int options = uri.indexOf('?') < 0 ? uri.length() : uri.indexOf('?');
        int slash = uri.indexOf('/', hosts);
        String authority = uri.substring(0, slash < 0 || slash > options ? options : slash);
        return authority + "/" + database + uri.substring(options);
    }
}
