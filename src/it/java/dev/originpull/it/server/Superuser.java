package dev.originpull.it.server;

/** Whether the tests run as root, as they do in containers: some servers then give up rights that they need here. */
final class Superuser {
    private Superuser() {}

    static boolean isCurrent() {
        return "root".equals(System.getProperty("user.name"));
    }
}
