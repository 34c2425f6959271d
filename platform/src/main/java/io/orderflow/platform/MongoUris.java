package io.orderflow.platform;

/** Puts the name of a database into a connection string that has none. */
final class MongoUris {

    private MongoUris() {}

    /** {@code mongodb://host:27017/?replicaSet=rs0} becomes {@code mongodb://host:27017/orderflow?replicaSet=rs0}. */
    static String withDatabase(String uri, String database) {
        int hosts = uri.indexOf("://") + 3;
        int options = uri.indexOf('?') < 0 ? uri.length() : uri.indexOf('?');
        int slash = uri.indexOf('/', hosts);
        String authority = uri.substring(0, slash < 0 || slash > options ? options : slash);
        return authority + "/" + database + uri.substring(options);
    }
}
