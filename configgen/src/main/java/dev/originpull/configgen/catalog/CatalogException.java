package dev.originpull.configgen.catalog;

/** The descriptions of the servers cannot be used. The message is one line and names the file, where there is one. */
public final class CatalogException extends Exception {
    public CatalogException(String message) {
        super(message);
    }

    public CatalogException(String message, Throwable cause) {
        super(message, cause);
    }
}
