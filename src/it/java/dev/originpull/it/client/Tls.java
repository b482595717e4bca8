package dev.originpull.it.client;

/** A version of TLS to insist on. */
public enum Tls {
    TLS_1_2("1.2"),
    TLS_1_3("1.3");

    private final String number;

    Tls(String number) {
        this.number = number;
    }

    /** As {@code --tls} takes it. */
    public String number() {
        return number;
    }

    @Override
    public String toString() {
        return "TLS " + number;
    }
}
